using System.Numerics;

namespace ActorCompute.Reference;

/// <summary>
/// The floats that come nearest to multiples of pi/2, some of every binade from 1 on: by the continued
/// fraction of 2^e * 2/pi, whose convergents have as denominators the significands that come nearest.
/// </summary>
internal static class HardAngles
{
    private const int Bits = 1280;
    private const int Kept = 3;

    /// <summary>All of them, in order of their binade.</summary>
    public static double[] All { get; } = [.. Enumerable.Range(-52, 1024).SelectMany(Of)];

    private static IEnumerable<double> Of(int exponent)
    {
        BigInteger one = BigInteger.One << Bits;
        BigInteger turns = exponent < 0
            ? ReferenceMath.TwoOverPi >> -exponent
            : ReferenceMath.TwoOverPi << exponent;
        BigInteger rest = turns % one;
        var denominators = new List<double>();
        (BigInteger before, BigInteger last) = (BigInteger.Zero, BigInteger.One);
        (BigInteger whole, BigInteger part) = (one, rest);
        while (!part.IsZero)
        {
            (BigInteger quotient, BigInteger next) = BigInteger.DivRem(whole, part);
            (before, last) = (last, (quotient * last) + before);
            if (last >= BigInteger.One << 53) break;
            denominators.Add((double)last);
            (whole, part) = (part, next);
        }

        return denominators.TakeLast(Kept).Select(significand => Math.ScaleB(significand, exponent));
    }
}
