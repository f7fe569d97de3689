using System.Globalization;

namespace ActorCompute.Bench.Functions;

/// <summary>
/// How arguments are made of uniform numbers in [0, 1): between two bounds, or of every exponent between
/// two. NumPy's process makes the same in the same way.
/// </summary>
/// <param name="Kind">As math_peer.py names it.</param>
/// <param name="Least">The least argument, or exponent of two.</param>
/// <param name="Greatest">The greatest.</param>
internal sealed record InputRange(RangeKind Kind, double Least, double Greatest)
{
    public static readonly InputRange Unit = new(RangeKind.Even, 0, 1);

    /// <summary>All exponents and both signs.</summary>
    public static readonly InputRange Any = new(RangeKind.Signed, -1022, 1023);

    /// <summary>All exponents.</summary>
    public static readonly InputRange Positive = new(RangeKind.Positive, -1022, 1023);

    public static InputRange Even(double least, double greatest) => new(RangeKind.Even, least, greatest);

    public static InputRange Exponents(double least, double greatest) =>
        new(RangeKind.Positive, least, greatest);

    public static InputRange SignedExponents(double least, double greatest) =>
        new(RangeKind.Signed, least, greatest);

    /// <summary>The same for float32: an eighth of the exponents, and no results that overflow.</summary>
    public InputRange ForSingle() => Kind == RangeKind.Even
        ? new InputRange(Kind, Math.Max(Least, -87), Math.Min(Greatest, 88))
        : new InputRange(Kind, Least / 8, Greatest / 8);

    /// <summary>The argument that a uniform number stands for.</summary>
    public double Of(double uniform)
    {
        if (Kind == RangeKind.Even) return Least + (uniform * (Greatest - Least));
        if (Kind == RangeKind.Positive) return Math.Pow(2, Least + (uniform * (Greatest - Least)));
        double magnitude = uniform < 0.5 ? 2 * uniform : (2 * uniform) - 1;
        return Math.CopySign(Math.Pow(2, Least + (magnitude * (Greatest - Least))), uniform - 0.5);
    }

    /// <summary>The range of which <see cref="ToString"/> gave the words.</summary>
    public static InputRange Parse(string[] words) => new(
        Enum.Parse<RangeKind>(words[0]),
        double.Parse(words[1], CultureInfo.InvariantCulture),
        double.Parse(words[2], CultureInfo.InvariantCulture));

    /// <summary>As math_peer.py reads it.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind} {Least:R} {Greatest:R}");
}

/// <summary>The kinds of ranges.</summary>
internal enum RangeKind
{
    Even,
    Positive,
    Signed,
}
