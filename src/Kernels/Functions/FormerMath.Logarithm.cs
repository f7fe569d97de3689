using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Functions;

// x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), for the cube root.
internal static unsafe partial class FormerMath
{
    private const double LeastNormal = 2.2250738585072014e-308;
    private const double TwoTo52 = 4503599627370496.0;

    // Subnormals are first scaled by 2^54.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SplitOffExponentOfAny<TVector>(TVector x, out TVector f)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector isSubnormal = TVector.Less(x, TVector.Create(LeastNormal));
        TVector normal = TVector.Select(isSubnormal, x * TVector.Create(TwoTo52 * 4), x);
        return SplitOffExponent(normal, out f) - (isSubnormal & TVector.Create(54));
    }

    // k and f of a positive normal x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SplitOffExponent<TVector>(TVector x, out TVector f)
        where TVector : struct, ISimd<TVector, double>
    {
        const double SquareRootOfHalf = 0.7071067811865476;

        // The exponent counted from sqrt(1/2) stands, biased, in the bits of x / sqrt(1/2), taken as
        // integers.
        TVector relative = TVector.AddBits(
            x, TVector.SubtractBits(TVector.One, TVector.Create(SquareRootOfHalf)));
        TVector exponent = relative & FromBits<TVector>(0xFFF0_0000_0000_0000);
        f = TVector.AddBits(TVector.SubtractBits(x, exponent), TVector.One) - TVector.One;

        // Put below 2^52, an integer becomes a float; what was added goes off with the bias.
        return (TVector.ShiftRight(relative, 52) | TVector.Create(TwoTo52)) - TVector.Create(TwoTo52 + 1023);
    }
}
