using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// What inverse sine and cosine share. Up to 1/2 the series of asin is used as it is; beyond, where it
/// converges slowly, that of half the complement: asin(x) = pi/2 - 2 asin(sqrt((1 - x) / 2)).
/// </summary>
internal static class HalfAngle
{
    /// <summary>The greatest magnitude for which no half of an angle is taken.</summary>
    public const double LargestDirect = 0.5;

    // This less half the bits of a float64 is about half its reciprocal root (Robertson, A Brief History of
    // InvSqrt, 2012), off by 4 percent at most: it only serves to correct the root's rounding.
    private const ulong HalfOfReciprocalRoot = 0x5FD6_EB50_C7B5_37A9;

    /// <summary>
    /// The s of which the arc is taken, a itself or the root; tail = asin(s) - s, and what s lacks of the
    /// exact root. NaN if a is above 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector>(TVector a, out TVector tail)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector half = TVector.Create(LargestDirect);
        TVector z = TVector.SelectLess(half, a, TVector.MultiplyAddNegated(half, a, half), a * a);
        TVector root = TVector.Sqrt(z);
        TVector left = TVector.MultiplyAddNegated(root, root, z);
        TVector factor = TVector.SubtractBits(
            Bits.Create<TVector>(HalfOfReciprocalRoot), TVector.ShiftRight(z, 1));
        TVector lost = TVector.Less(half, a) & (left * factor);
        TVector s = TVector.SelectLess(half, a, root, a);
        tail = TVector.MultiplyAdd(s * z, Series(z), lost);
        return s;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Series<TVector>(TVector z)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector w = z * z;
        TVector v = w * w;
        TVector a10 = TVector.MultiplyAdd(TVector.Create(AsinTail11), z, TVector.Create(AsinTail10));
        TVector a8 = TVector.MultiplyAdd(TVector.Create(AsinTail9), z, TVector.Create(AsinTail8));
        TVector a6 = TVector.MultiplyAdd(TVector.Create(AsinTail7), z, TVector.Create(AsinTail6));
        TVector a4 = TVector.MultiplyAdd(TVector.Create(AsinTail5), z, TVector.Create(AsinTail4));
        TVector a2 = TVector.MultiplyAdd(TVector.Create(AsinTail3), z, TVector.Create(AsinTail2));
        TVector a0 = TVector.MultiplyAdd(TVector.Create(AsinTail1), z, TVector.Create(AsinTail0));
        a10 = TVector.MultiplyAdd(TVector.Create(AsinTail12), w, a10);
        a8 = TVector.MultiplyAdd(a10, w, a8);
        a4 = TVector.MultiplyAdd(a6, w, a4);
        a0 = TVector.MultiplyAdd(a2, w, a0);
        return TVector.MultiplyAdd(TVector.MultiplyAdd(a8, v, a4), v, a0);
    }
}
