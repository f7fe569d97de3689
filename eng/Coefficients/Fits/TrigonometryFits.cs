using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of the functions of angles.</summary>
internal static class TrigonometryFits
{
    private const int WordsOfTwoByPi = 20;

    public static Family Make()
    {
        var family = new Family("Trigonometry", "Constants of the functions of angles.");
        BigReal halfPi = BigConstants.Pi.Scaled(-1);
        family.Constant("TwoByPi", 1 / halfPi, "2 / pi");
        family.Constant("HalfPi", halfPi, "pi / 2", parts: 3, 53, 30);

        // A little more than (pi/4)^2, for angles that the rounding of 2 x / pi puts on the wrong side.
        const double Bound = 0.7858 * 0.7858;
        family.Polynomial(
            "SinTail",
            "(sin(r) - r) / r^3, z = r^2",
            z => SinTail(BigMath.Sqrt(z)),
            0,
            Bound,
            degree: 5,
            new Weight("sin(r), relative to itself,", z => WeightOfSine(BigMath.Sqrt(z))));
        family.Polynomial(
            "CosTail",
            "(cos(r) - 1 + r^2/2) / r^4, z = r^2",
            z => (BigMath.Cos(BigMath.Sqrt(z)) - 1 + z.Scaled(-1)) / (z * z),
            0,
            Bound,
            degree: 5,
            new Weight("cos(r), relative to itself,", z => z * z / BigMath.Cos(BigMath.Sqrt(z))));

        int bits = 64 * (WordsOfTwoByPi + 1);
        family.Bits(
            "TwoByPiBits",
            BigReal.Divide(2, BigConstants.PiTo(bits), bits),
            WordsOfTwoByPi,
            "2 / pi to 1280 bits, behind 64 zeros for the bits before the point",
            zeros: 1);
        return family;
    }

    private static BigReal SinTail(BigReal r) => (BigMath.Sin(r) - r) / (r * r * r);

    private static BigReal WeightOfSine(BigReal r) => r * r * r / BigMath.Sin(r);
}
