using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// How far a function of float64 may be off, in units in the last place: what the tests' points show, rounded
/// up, and 0.01 units more, so that a loss of accuracy shows; never more than the documented figure, which is
/// what longer searches find.
/// </summary>
/// <param name="Normal">Of results from the least normal number on.</param>
/// <param name="Subnormal">
/// Of results below, in units of the smallest subnormal number; 0 if they are exact, or if there are none.
/// </param>
internal sealed record AccuracyBar(double Normal, double Subnormal)
{
    /// <summary>Of float32, which is rounded once from float64, whatever its size.</summary>
    public const double OfSingles = 0.5001;

    public static AccuracyBar Of(Function function) => function switch
    {
        Function.Exp => new(0.64, 0.81),
        Function.Exp2 => new(0.61, 0.80),
        Function.Expm1 => new(0.55, 0),
        Function.Log => new(0.58, 0),
        Function.Log2 => new(0.57, 0),
        Function.Log10 => new(0.57, 0),
        Function.Log1p => new(0.57, 0),
        Function.Sin => new(0.66, 0),
        Function.Cos => new(0.65, 0),
        Function.Tan => new(0.87, 0),
        Function.Arcsin => new(0.66, 0),
        Function.Arccos => new(0.62, 0),
        Function.Arctan => new(0.69, 0),
        Function.Sinh => new(0.51, 0),
        Function.Cosh => new(0.58, 0),
        Function.Tanh => new(0.54, 0),
        Function.Arcsinh => new(0.53, 0),
        Function.Arccosh => new(0.59, 0),
        Function.Arctanh => new(0.59, 0),
        Function.Cbrt => new(0.51, 0),
        Function.Power => new(0.71, 0.53),
        Function.Arctan2 => new(0.75, 0.50),
        Function.Hypot => new(0.51, 0.75),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no bar"),
    };

    /// <summary>Fails the test if an error is above its bar.</summary>
    public void Hold(FunctionErrors errors)
    {
        errors.Greatest.ShouldBeLessThanOrEqualTo(Normal, $"{errors}");
        errors.GreatestOfSubnormal.ShouldBeLessThanOrEqualTo(Subnormal, $"{errors}");
    }
}
