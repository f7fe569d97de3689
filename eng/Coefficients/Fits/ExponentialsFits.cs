using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of exp, exp2, expm1 and the hyperbolic functions.</summary>
internal static class ExponentialsFits
{
    public static Family Make()
    {
        var family = new Family(
            "Exponentials", "Constants of exp, exp2, expm1 and the hyperbolic functions.");
        family.Constant("Log2OfE", 1 / BigConstants.Ln2, "1 / ln 2");
        family.Constant("Ln2", BigConstants.Ln2, "ln 2", parts: 2);

        // A little more than ln(2) / 2, for arguments that the rounding of x / ln 2 puts on the wrong side.
        const double Bound = 0.3466;
        family.Polynomial(
            "ExpTail",
            "(e^r - 1 - r) / r^2",
            r => (BigMath.Expm1(r) - r) / (r * r),
            -Bound,
            Bound,
            degree: 9,
            new Weight("e^r, relative to itself,", r => r * r / BigMath.Exp(r)));
        return family;
    }
}
