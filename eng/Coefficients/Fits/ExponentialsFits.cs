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
        family.LookupTable("Root", index => [Root(index).ToDouble()], "2^(i/16), rounded", "");
        family.LookupTable(
            "RootError", index => [RootError(index)], "What rounding took from 2^(i/16), relative to it", "");
        family.LookupTable(
            "QuarterRoot", index => [Root(index).ToDouble() / 4], "2^(i/16) / 4, rounded", "");
        family.LookupTable(
            "QuarterInverse", index => [Root(-index).ToDouble() / 4], "2^(-i/16) / 4, rounded", "");
        family.LookupTable(
            "InverseError",
            index => [RootError(-index)],
            "What rounding took from 2^(-i/16), relative to it",
            "");
        family.LookupRows("RootAndError", "Root", "RootError");
        family.LookupRows("QuarterRootAndError", "QuarterRoot", "RootError");
        family.LookupRows("QuarterInverseAndError", "QuarterInverse", "InverseError");

        // A little more than ln(2) / 32, for arguments that rounding puts on the wrong side.
        const double Bound = 0.02167;
        family.Polynomial(
            "ExpTail",
            "(e^r - 1 - r) / r^2",
            r => (BigMath.Expm1(r) - r) / (r * r),
            -Bound,
            Bound,
            degree: 4,
            new Weight("e^r, relative to itself,", r => r * r / BigMath.Exp(r)));
        family.Polynomial(
            "Expm1Tail",
            "(e^r - 1 - r) / r^2",
            r => (BigMath.Expm1(r) - r) / (r * r),
            -Bound,
            Bound,
            degree: 5,
            new Weight("e^r - 1, relative to itself,", r => r * r / BigReal.Abs(BigMath.Expm1(r))));
        family.Polynomial(
            "Exp2Tail",
            "(2^r - 1) / r",
            r => BigMath.Expm1(r * BigConstants.Ln2) / r,
            -0.03126,
            0.03126,
            degree: 5,
            new Weight("2^r, relative to itself,", r => BigReal.Abs(r) / BigMath.Exp2(r)));
        family.Polynomial(
            "SinhTail",
            "(sinh(r) - r) / r^3, z = r^2",
            z => SinhTail(BigMath.Sqrt(z)),
            0,
            Bound * Bound,
            degree: 2,
            new Weight("sinh(r), relative to itself,", z => z));
        family.Polynomial(
            "CoshTail",
            "(cosh(r) - 1) / r^2, z = r^2",
            z => CoshTail(BigMath.Sqrt(z)),
            0,
            Bound * Bound,
            degree: 2,
            new Weight("cosh(r), relative to itself,", z => z));
        return family;
    }

    private static BigReal Root(int index) => BigMath.Exp2((BigReal)index / 16);

    private static double RootError(int index) => ((Root(index) / Root(index).ToDouble()) - 1).ToDouble();

    private static BigReal SinhTail(BigReal r) => (BigMath.Sinh(r) - r) / (r * r * r);

    // 2 sinh(r/2)^2 does not cancel.
    private static BigReal CoshTail(BigReal r) => (2 * BigMath.Square(BigMath.Sinh(r.Scaled(-1)))) / (r * r);
}
