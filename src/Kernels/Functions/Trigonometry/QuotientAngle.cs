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
    /// <summary>About tan(pi/8): quotients from here to its reciprocal count from pi/4.</summary>
    public const double Border = 0.4142;

    /// <summary>About its reciprocal.</summary>
    public const double UpperBorder = 2.4142;

    /// <summary>
    /// (top + topLow) / (bottom + bottomLow) = result + low. The bottom is normal and at most 2^1000; the top
    /// is 0 or at least 2^-960 in magnitude, unless the bottom is 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Divide<TVector>(
        TVector top, TVector topLow, TVector bottom, TVector bottomLow, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector reciprocal = TVector.One / bottom;
        TVector quotient = top * reciprocal;
        TVector left = TVector.MultiplyAddNegated(quotient, bottom, top);
        low = (left + TVector.MultiplyAddNegated(quotient, bottomLow, topLow)) * reciprocal;
        return quotient;
    }

    /// <summary>
    /// origin + atan(t + low), for t of magnitude tan(pi/8) at most. The origin is a multiple of pi/4,
    /// rounded; what it lacks is added here.
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
        TVector a8 = TVector.MultiplyAdd(TVector.Create(AtanTail9), z, TVector.Create(AtanTail8));
        TVector a6 = TVector.MultiplyAdd(TVector.Create(AtanTail7), z, TVector.Create(AtanTail6));
        TVector a4 = TVector.MultiplyAdd(TVector.Create(AtanTail5), z, TVector.Create(AtanTail4));
        TVector a2 = TVector.MultiplyAdd(TVector.Create(AtanTail3), z, TVector.Create(AtanTail2));
        TVector a0 = TVector.MultiplyAdd(TVector.Create(AtanTail1), z, TVector.Create(AtanTail0));
        a8 = TVector.MultiplyAdd(TVector.Create(AtanTail10), w, a8);
        a4 = TVector.MultiplyAdd(a6, w, a4);
        a0 = TVector.MultiplyAdd(a2, w, a0);
        return TVector.MultiplyAdd(TVector.MultiplyAdd(a8, v, a4), v, a0);
    }
}
