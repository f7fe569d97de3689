using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>Sine and cosine of a reduced angle.</summary>
internal static class SineAndCosine
{
    /// <summary>
    /// The sine of the angle if <paramref name="quadrant"/> is even, its cosine if odd, negative if the
    /// quadrant mod 4 is 2 or 3: the sine of quadrant pi/2 + r + low.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfQuadrant<TVector>(TVector quadrant, TVector r, TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector top = Tails(r, low, out TVector ofSine, out TVector ofCosine);
        TVector isOdd = TVector.SubtractBits(TVector.Zero, quadrant & Bits.Create<TVector>(1));
        TVector sign = TVector.ShiftLeft(quadrant, 62) & Bits.Sign<TVector>();
        return TVector.Select(isOdd, top + ofCosine, r + ofSine) ^ sign;
    }

    /// <summary>
    /// With z = r^2: top = 1 - z/2; the sine of r + low is r + ofSine, the cosine top + ofCosine.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tails<TVector>(TVector r, TVector low, out TVector ofSine, out TVector ofCosine)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector z = r * r;
        TVector w = z * z;
        TVector half = TVector.Create(0.5) * r;
        TVector top = TVector.MultiplyAddNegated(half, r, TVector.One);

        // low (1 - z/2) + r z S(z).
        ofSine = TVector.MultiplyAdd(z * r, SineSeries(z, w), low * top);

        // z^2 C(z) - r low, and what the rounding of 1 - r^2/2 lost.
        TVector lost = TVector.MultiplyAddNegated(half, r, TVector.One - top);
        lost = TVector.MultiplyAddNegated(r, low, lost);
        ofCosine = TVector.MultiplyAdd(w, CosineSeries(z, w), lost);
        return top;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SineSeries<TVector>(TVector z, TVector w)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector s4 = TVector.MultiplyAdd(TVector.Create(SinTail5), z, TVector.Create(SinTail4));
        TVector s2 = TVector.MultiplyAdd(TVector.Create(SinTail3), z, TVector.Create(SinTail2));
        TVector s0 = TVector.MultiplyAdd(TVector.Create(SinTail1), z, TVector.Create(SinTail0));
        return TVector.MultiplyAdd(TVector.MultiplyAdd(s4, w, s2), w, s0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector CosineSeries<TVector>(TVector z, TVector w)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector c4 = TVector.MultiplyAdd(TVector.Create(CosTail5), z, TVector.Create(CosTail4));
        TVector c2 = TVector.MultiplyAdd(TVector.Create(CosTail3), z, TVector.Create(CosTail2));
        TVector c0 = TVector.MultiplyAdd(TVector.Create(CosTail1), z, TVector.Create(CosTail0));
        return TVector.MultiplyAdd(TVector.MultiplyAdd(c4, w, c2), w, c0);
    }
}
