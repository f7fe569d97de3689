using System.Globalization;
using System.Numerics;
using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Seed.Options;

/// <summary>Reads the numbers of options.</summary>
internal static class OptionNumbers
{
    private const NumberStyles Whole =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    // Over thirty years; far from where the arithmetic of time ends.
    private const double MostSeconds = 1e9;

    // Longer numbers, of exponents above all, are no quantity of anything here, and would take long to read.
    private const double MostRead = 1e30;

    /// <summary>
    /// A whole number: <c>10000000</c>, <c>10_000_000</c>, <c>1e7</c>. Null if the text is none, and some
    /// number far out of every range if it is beyond 1e30.
    /// </summary>
    public static BigInteger? Read(string text)
    {
        string digits = text.Replace("_", "", StringComparison.Ordinal);
        if (!double.TryParse(digits, Whole, CultureInfo.InvariantCulture, out double near)) return null;
        if (Math.Abs(near) > MostRead) return new BigInteger(near > 0 ? MostRead : -MostRead);
        if (near != Math.Floor(near)) return null;
        return BigInteger.Parse(digits, Whole, CultureInfo.InvariantCulture);
    }

    /// <summary>The value of an option as an int64; null if the option is not given.</summary>
    /// <exception cref="UsageException">It is no whole number, or beyond int64.</exception>
    public static long? Long(string option, string? text) =>
        Within(option, text, long.MinValue, long.MaxValue);

    /// <summary>The value of an option as an int32; null if the option is not given.</summary>
    /// <exception cref="UsageException">It is no whole number, or beyond int32.</exception>
    public static int? Int(string option, string? text) =>
        (int?)Within(option, text, int.MinValue, int.MaxValue);

    /// <summary>The value of an option as an int32 above 0; null if the option is not given.</summary>
    /// <exception cref="UsageException">It is no whole number, below 1, or beyond int32.</exception>
    public static int? Positive(string option, string? text) => Int(option, text) is not < 1 and var value
        ? value
        : throw new UsageException($"{option} {Excerpt.Shorten(text!)} is not possible: it is at least 1");

    /// <summary>The value of an option as a time; null if the option is not given.</summary>
    /// <exception cref="UsageException">It is no number above 0, or beyond 1e9.</exception>
    public static TimeSpan? Seconds(string option, string? text)
    {
        if (text is null) return null;
        bool isNumber = double.TryParse(text, Whole, CultureInfo.InvariantCulture, out double seconds);
        if (isNumber && seconds is > 0 and <= MostSeconds) return TimeSpan.FromSeconds(seconds);
        throw new UsageException(
            $"{option} {Excerpt.Shorten(text)} is not a time in seconds: "
            + "give a number above 0 and up to 1e9, such as 2.5");
    }

    private static long? Within(string option, string? text, long least, long most)
    {
        if (text is null) return null;
        BigInteger number = Read(text)
            ?? throw new UsageException($"{option} {Excerpt.Shorten(text)} is not a whole number");
        if (number >= least && number <= most) return (long)number;
        throw new UsageException($"{option} {Excerpt.Shorten(text)} is beyond any use: it is at most {most}");
    }
}
