using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of the logarithms and the inverse hyperbolic functions.</summary>
internal static class LogarithmsFits
{
    public static Family Make()
    {
        var family = new Family(
            "Logarithms", "Constants of the logarithms and the inverse hyperbolic functions.");
        family.Constant("Ln2", BigConstants.Ln2, "ln 2", parts: 2);

        // s = f / (2 + f) for 1 + f between sqrt(1/2) and sqrt(2), and a little more.
        const double Bound = 0.1716 * 0.1716;
        family.Polynomial(
            "LogTail",
            "(2 atanh(s) / s - 2) / z, z = s^2",
            z => ((2 * BigMath.Atanh(BigMath.Sqrt(z)) / BigMath.Sqrt(z)) - 2) / z,
            0,
            Bound,
            degree: 6,
            new Weight("2 atanh(s), relative to itself,", WeightOfTail));
        return family;
    }

    private static BigReal WeightOfTail(BigReal z)
    {
        BigReal s = BigMath.Sqrt(z);
        return z * s / (2 * BigMath.Atanh(s));
    }
}
