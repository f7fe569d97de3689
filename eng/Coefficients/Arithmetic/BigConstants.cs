using System.Numerics;

namespace ActorCompute.Coefficients.Arithmetic;

/// <summary>Constants to any number of bits, by sums of inverse tangents of small fractions.</summary>
internal static class BigConstants
{
    private const int Guard = 64;

    /// <summary>Pi, to more bits than an operator's result has.</summary>
    public static BigReal Pi { get; } = PiTo(2 * BigReal.Precision);

    /// <summary>The natural logarithm of 2, likewise.</summary>
    public static BigReal Ln2 { get; } = Ln2To(2 * BigReal.Precision);

    /// <summary>Pi with so many bits behind the point: Machin's 16 atan(1/5) - 4 atan(1/239).</summary>
    public static BigReal PiTo(int bits) => new(
        (16 * InverseTangent(5, bits, isHyperbolic: false)) - (4 * InverseTangent(239, bits, false)),
        -bits - Guard);

    /// <summary>
    /// ln 2 with so many bits behind the point: 18 atanh(1/26) - 2 atanh(1/4801) + 8 atanh(1/8749).
    /// </summary>
    public static BigReal Ln2To(int bits) => new(
        (18 * InverseTangent(26, bits, isHyperbolic: true))
            - (2 * InverseTangent(4801, bits, true))
            + (8 * InverseTangent(8749, bits, true)),
        -bits - Guard);

    // The series in units of 2^-(bits + Guard).
    private static BigInteger InverseTangent(int inverse, int bits, bool isHyperbolic)
    {
        BigInteger power = (BigInteger.One << (bits + Guard)) / inverse;
        BigInteger sum = power;
        for (int odd = 3; !power.IsZero; odd += 2)
        {
            power /= isHyperbolic ? inverse * inverse : -inverse * inverse;
            sum += power / odd;
        }

        return sum;
    }
}
