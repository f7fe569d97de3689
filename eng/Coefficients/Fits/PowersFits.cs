using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of powers and roots.</summary>
internal static class PowersFits
{
    public static Family Make()
    {
        var family = new Family("Powers", "Constants of powers and roots.");
        BigReal root8 = BigMath.Sqrt(8);
        family.Polynomial(
            "CubeRoot",
            "the cube root of m",
            BigMath.Cbrt,
            1 / root8,
            root8,
            degree: 5,
            Weight.RelativeTo(BigMath.Cbrt));
        return family;
    }
}
