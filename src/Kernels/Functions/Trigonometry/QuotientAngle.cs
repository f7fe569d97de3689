using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// What the inverse tangents share: a quotient's angle, counted from a multiple of pi/4.
/// </summary>
internal static class QuotientAngle
{
    /// <summary>
    /// top / (bottom + bottomLow) = result + low. The bottom is normal and at most 2^1000; the top is 0 or at
    /// least 2^-960 in magnitude, unless the bottom is 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Divide<TVector>(
        TVector top, TVector bottom, TVector bottomLow, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector reciprocal = TVector.One / bottom;
        TVector quotient = top * reciprocal;
        TVector left = TVector.MultiplyAddNegated(quotient, bottom, top);
        low = TVector.MultiplyAddNegated(quotient, bottomLow, left) * reciprocal;
        return quotient;
    }

    /// <summary>
    /// origin + atan(t + low), for t of magnitude 1/2 at most. The origin is a multiple of pi/4, rounded;
    /// what it lacks is added here.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector AngleFrom<TVector>(TVector origin, TVector t, TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        // atan(t + low) = t + (low (1 - z) + t z A(z)).
        TVector z = t * t;
        TVector sum = Pairs.SumOfOrdered(origin, t, out TVector lost);
        lost = TVector.MultiplyAdd(origin, TVector.Create(HalfPiLost), lost);
        lost += TVector.MultiplyAddNegated(z, low, low);
        return sum + TVector.MultiplyAdd(t * z, Series(z), lost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Series<TVector>(TVector z)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector w = z * z;
        TVector v = w * w;
        TVector a10 = TVector.MultiplyAdd(TVector.Create(AtanTail11), z, TVector.Create(AtanTail10));
        TVector a8 = TVector.MultiplyAdd(TVector.Create(AtanTail9), z, TVector.Create(AtanTail8));
        TVector a6 = TVector.MultiplyAdd(TVector.Create(AtanTail7), z, TVector.Create(AtanTail6));
        TVector a4 = TVector.MultiplyAdd(TVector.Create(AtanTail5), z, TVector.Create(AtanTail4));
        TVector a2 = TVector.MultiplyAdd(TVector.Create(AtanTail3), z, TVector.Create(AtanTail2));
        TVector a0 = TVector.MultiplyAdd(TVector.Create(AtanTail1), z, TVector.Create(AtanTail0));
        a10 = TVector.MultiplyAdd(TVector.Create(AtanTail12), w, a10);
        a8 = TVector.MultiplyAdd(a10, w, a8);
        a4 = TVector.MultiplyAdd(a6, w, a4);
        a0 = TVector.MultiplyAdd(a2, w, a0);
        return TVector.MultiplyAdd(TVector.MultiplyAdd(a8, v, a4), v, a0);
    }
}
