using System.Globalization;

namespace ActorCompute.Seed.Output;

/// <summary>Quantities as people read them: three digits and a unit.</summary>
internal static class Quantity
{
    private static readonly string[] _byteUnits = ["bytes", "KB", "MB", "GB", "TB", "PB", "EB"];
    private static readonly string[] _countUnits = ["", " thousand", " million", " billion", " trillion"];
    private const double Step = 1000;

    /// <summary>A count of bytes, in powers of 1000: <c>80 MB</c>.</summary>
    public static string Bytes(double bytes)
    {
        (double value, int power) = Scale(bytes, _byteUnits.Length);
        return $"{Digits(value)} {(bytes == 1 ? "byte" : _byteUnits[power])}";
    }

    /// <summary>A count that may be rounded: <c>812 million</c>.</summary>
    public static string Rounded(double count)
    {
        (double value, int power) = Scale(count, _countUnits.Length);
        return $"{Digits(value)}{_countUnits[power]}";
    }

    /// <summary>An exact count: <c>10,000,000</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>So many of something: <c>1 worker</c>, <c>2 workers</c>.</summary>
    public static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>A time: <c>35 us</c>, <c>12.3 ms</c>, <c>1.5 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Time(double seconds) => seconds switch
    {
        < 1e-3 => $"{Digits(seconds * 1e6)} us",
        < 1 => $"{Digits(seconds * 1e3)} ms",
        < 60 => $"{Digits(seconds)} s",
        < 3600 => $"{(long)seconds / 60} min {(long)seconds % 60} s",
        _ => $"{(long)seconds / 3600} h {(long)seconds / 60 % 60} min",
    };

    private static (double Value, int Power) Scale(double value, int units)
    {
        int power = 0;

        // What would be rounded to 1000 is 1 of the next unit.
        for (; value >= Step - 0.5 && power < units - 1; power++) value /= Step;
        return (value, power);
    }

    private static string Digits(double value)
    {
        string format = value switch
        {
            >= 99.95 => "0",
            >= 9.995 => "0.#",
            _ => "0.##",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
