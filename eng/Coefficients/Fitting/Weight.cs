using ActorCompute.Coefficients.Arithmetic;

namespace ActorCompute.Coefficients.Fitting;

/// <summary>
/// What a fit keeps small: the difference between polynomial and function times <see cref="At"/>.
/// </summary>
/// <param name="Error">
/// What that product is, as it completes the sentence "... is off by at most 2^-60": "e^r, relative to
/// itself, ".
/// </param>
/// <param name="At">The factor at a point.</param>
internal sealed record Weight(string Error, Func<BigReal, BigReal> At)
{
    /// <summary>The difference itself.</summary>
    public static Weight Absolute { get; } = new("it", _ => 1);

    /// <summary>The difference relative to the function, which has no zero in the interval.</summary>
    public static Weight RelativeTo(Func<BigReal, BigReal> function) =>
        new("it, relative to itself,", x => 1 / function(x));
}
