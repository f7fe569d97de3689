using System.Numerics;
using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of powers.</summary>
internal static class PowersFits
{
    // x = 2^k m: the cells of m are centered at 1 + i/32, the first one reaches below 1.
    private const int Cells = 32;

    // Cut here, logarithms of the table and k ln 2 add up exactly.
    private const int LogUnit = -42;

    private const int Roots = 16;

    public static Family Make()
    {
        var family = new Family("Powers", "Constants of powers.");
        MakeLogarithm(family);
        MakeExponential(family);
        return family;
    }

    private static void MakeLogarithm(Family family)
    {
        family.Table(
            "Reciprocal",
            Cells,
            Reciprocal,
            "r, near 1 / (1 + i/32) and so short that m r - 1 is exact for m within 1/64 of 1 + i/32");
        family.Table("LogHigh", Cells, LogHigh, "-ln r, to 42 bits behind the point");
        family.Table("LogLow", Cells, i => -BigMath.Log(Reciprocal(i)) - LogHigh(i), "-ln r - LogHigh");
        BigReal ln2High = AtUnit(BigConstants.Ln2);
        family.Constant("Ln2High", ln2High, "ln 2, to 42 bits behind the point");
        family.Constant("Ln2Low", BigConstants.Ln2 - ln2High, "ln 2 - Ln2High");

        double bound = Enumerable.Range(0, Cells).Max(i => LargestRest(Reciprocal(i), i).ToDouble());
        family.Polynomial(
            "LogTail",
            "(ln(1 + f) - f + f^2/2) / f^3",
            f => (BigMath.Log1p(f) - f + (f * f).Scaled(-1)) / (f * f * f),
            -bound,
            bound,
            degree: 7,
            new Weight("ln(1 + f), relative to itself,", f => f * f * f / BigMath.Log1p(f)));
    }

    private static void MakeExponential(Family family)
    {
        BigReal step = BigConstants.Ln2 / Roots;
        family.Constant("StepsOfE", 1 / step, "16 / ln 2");
        family.Constant("Step", step, "ln(2) / 16", parts: 2, 38);

        // A little more than half a step.
        double bound = step.ToDouble() * 0.5001;
        family.Polynomial(
            "ExpTail",
            "(e^r - 1 - r) / r^2",
            r => (BigMath.Expm1(r) - r) / (r * r),
            -bound,
            bound,
            degree: 5,
            new Weight("e^r, relative to itself,", r => r * r / BigMath.Exp(r)));
    }

    private static BigReal LogHigh(int i) => AtUnit(-BigMath.Log(Reciprocal(i)));

    private static BigReal AtUnit(BigReal value) => new(value.Scaled(-LogUnit).Round(), LogUnit);

    // Of the numbers with up to 7 bits behind the point for which m r - 1, a multiple of 2^-52 times r's last
    // place, has no more than 53 bits, the one for which it is least. Around 1 nothing is reduced, so that
    // logarithms near 0 keep all their digits.
    private static BigReal Reciprocal(int i)
    {
        BigReal best = 1;
        if (i == 0) return best;
        for (int numerator = 64; numerator < 128; numerator++)
        {
            int bits = 7 - BitOperations.TrailingZeroCount(numerator);
            BigReal candidate = (BigReal)numerator / 128;
            BigReal rest = LargestRest(candidate, i);
            if (rest <= new BigReal(1, 1 - bits) && rest < LargestRest(best, i)) best = candidate;
        }

        return best;
    }

    // The greatest |m r - 1| in a cell.
    private static BigReal LargestRest(BigReal reciprocal, int i)
    {
        BigReal below = (BigReal)(i == 0 ? 127 : (4 * i) + 126) / 128;
        BigReal above = (BigReal)((4 * i) + 130) / 128;
        return BigReal.Max(BigReal.Abs((below * reciprocal) - 1), BigReal.Abs((above * reciprocal) - 1));
    }
}
