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
    /// quadrant mod 4 is 2 or 3: the sine of quadrant pi/2 + r + low. With the sign of
    /// <paramref name="factor"/> besides.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfQuadrant<TVector>(TVector quadrant, TVector r, TVector low, TVector factor)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector z = r * r;
        TVector w = z * z;
        TVector half = TVector.Create(0.5) * r;
        TVector top = TVector.MultiplyAddNegated(half, r, TVector.One);
        TVector sine = Sine(r, low, z, w, top);
        TVector cosine = Cosine(r, low, z, w, half, top);
        TVector isOdd = TVector.ShiftLeft(quadrant, 63);
        TVector sign = (TVector.ShiftLeft(quadrant, 62) ^ factor) & Bits.Sign<TVector>();
        return TVector.SelectSign(isOdd, cosine, sine) ^ sign;
    }

    // sin(r + low) = first + (low (1 - z/2) + r z^2 S(z)), where first = r - r z / 6 is rounded and what was
    // lost added back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sine<TVector>(TVector r, TVector low, TVector z, TVector w, TVector top)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector s3 = TVector.MultiplyAdd(TVector.Create(SinTail4), z, TVector.Create(SinTail3));
        TVector s1 = TVector.MultiplyAdd(TVector.Create(SinTail2), z, TVector.Create(SinTail1));
        s3 = TVector.MultiplyAdd(TVector.Create(SinTail5), w, s3);
        TVector series = TVector.MultiplyAdd(s3, w, s1);
        TVector sixth = TVector.Create(SinTail0) * r;
        TVector first = TVector.MultiplyAdd(sixth, z, r);
        TVector lost = TVector.MultiplyAdd(sixth, z, r - first);
        return first + TVector.MultiplyAdd(w * r, series, TVector.MultiplyAdd(low, top, lost));
    }

    // cos(r + low) = 1 - r^2/2 + (z^2 C(z) - r low), where 1 - r^2/2 is rounded and what was lost added back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Cosine<TVector>(
        TVector r, TVector low, TVector z, TVector w, TVector half, TVector top)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector c4 = TVector.MultiplyAdd(TVector.Create(CosTail5), z, TVector.Create(CosTail4));
        TVector c2 = TVector.MultiplyAdd(TVector.Create(CosTail3), z, TVector.Create(CosTail2));
        TVector c0 = TVector.MultiplyAdd(TVector.Create(CosTail1), z, TVector.Create(CosTail0));
        c2 = TVector.MultiplyAdd(c4, w, c2);
        TVector series = TVector.MultiplyAdd(c2, w, c0);
        TVector lost = TVector.MultiplyAddNegated(half, r, TVector.One - top);
        lost = TVector.MultiplyAddNegated(r, low, lost);
        return top + TVector.MultiplyAdd(w, series, lost);
    }
}
