using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of the cube root.</summary>
internal static class RootsFits
{
    // Of an interval from 1 to 1.25, the widest: its centre is off from its ends by that much of itself.
    private const double Bound = 0.1112;

    public static Family Make()
    {
        var family = new Family("Roots", "Constants of the cube root.");
        family.Constant("Third", (BigReal)1 / 3, "1/3");
        family.LookupTable(
            "CentreInverse",
            index => [(1 / Centre(index)).ToDouble()],
            "1 / c of the centre c of interval i",
            "");
        family.LookupTable(
            "CentreInverseCbrt", index => [InverseCbrt(Centre(index)).ToDouble()], "c^(-1/3)", "");
        family.LookupRows("CentreInverses", "CentreInverse", "CentreInverseCbrt");
        family.Polynomial(
            "InverseCbrt",
            "(1 + d)^(-1/3)",
            d => InverseCbrt(1 + d),
            -Bound,
            Bound,
            degree: 6,
            Weight.RelativeTo(d => InverseCbrt(1 + d)));
        return family;
    }

    // The interval of the floats that end in these bits just behind the four bits of the index: the lowest
    // two of the exponent, from 1/2 to 4 (1 does not occur), and the highest two of the significand.
    private static BigReal Centre(int index)
    {
        int exponent = (index >> 2) switch
        {
            0 => 1,
            2 => -1,
            _ => 0,
        };
        return (1 + (((2 * (BigReal)(index & 3)) + 1) / 8)).Scaled(exponent);
    }

    private static BigReal InverseCbrt(BigReal x) => 1 / BigMath.Cbrt(x);
}
