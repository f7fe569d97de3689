using System.Globalization;
using ActorCompute.Arrays;

namespace ActorCompute.Seed.Output;

/// <summary>Elements as text of one width, with at most six decimals, laid out as NumPy does.</summary>
internal static class ElementTexts
{
    // Where NumPy changes to exponents.
    private const double LargeNumber = 1e8;
    private const double SmallNumber = 1e-4;
    private const double WideRange = 1e3;

    /// <summary>The texts of elements of one dtype, padded so that they stand in columns.</summary>
    public static string[] Align(IReadOnlyList<Scalar> elements)
    {
        string[] texts = elements[0].Type.IsFloat()
            ? AlignPoints(elements)
            : [.. elements.Select(element => element.ToString())];
        int width = texts.Max(text => text.Length);
        return [.. texts.Select(text => text.PadLeft(width))];
    }

    private static string[] AlignPoints(IReadOnlyList<Scalar> elements)
    {
        bool hasExponent = NeedExponents(elements);
        string format = hasExponent ? "0.######e+00" : "0.######";
        string[] texts = [.. elements.Select(element => Format(element, format))];
        int decimals = texts.Max(Decimals);
        return hasExponent ? texts : [.. texts.Select(text => Pad(text, decimals))];
    }

    private static bool NeedExponents(IReadOnlyList<Scalar> elements)
    {
        double[] sizes =
        [
            .. elements
                .Select(element => Math.Abs(element.ToDouble()))
                .Where(size => size > 0 && double.IsFinite(size)),
        ];
        if (sizes.Length == 0) return false;
        double least = sizes.Min();
        double greatest = sizes.Max();
        return greatest >= LargeNumber || least < SmallNumber || greatest / least > WideRange;
    }

    private static string Format(Scalar element, string format) => double.IsFinite(element.ToDouble())
        ? element.ToDouble().ToString(format, CultureInfo.InvariantCulture)
        : element.ToString();

    private static int Decimals(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }

    // Integral numbers keep their point, which shows that they are floats.
    private static string Pad(string text, int decimals)
    {
        if (!char.IsAsciiDigit(text[^1])) return text;
        string pointed = text.Contains('.', StringComparison.Ordinal) ? text : $"{text}.";
        return pointed.PadRight(pointed.IndexOf('.', StringComparison.Ordinal) + 1 + decimals);
    }
}
