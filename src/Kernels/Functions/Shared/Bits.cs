using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Shared;

/// <summary>Float64 taken apart and put together: signs, integers in the low bits, powers of two.</summary>
internal static class Bits
{
    /// <summary>
    /// 1.5 * 2^52. Adding it rounds to an integer, to nearest even, which then stands in the low bits; good
    /// for magnitudes below 2^51.
    /// </summary>
    public const double RoundingShift = 6755399441055744.0;

    /// <summary>
    /// 2^52. An integer below it, put among its low bits, becomes a float64 by subtracting it.
    /// </summary>
    public const double TwoTo52 = 4503599627370496.0;

    /// <summary>2^54, which makes every subnormal number normal, exactly.</summary>
    public const double TwoTo54 = 18014398509481984.0;

    /// <summary>The least float64 that is not subnormal, 2^-1022.</summary>
    public const double LeastNormal = 2.2250738585072014e-308;

    /// <summary>The bits of <see cref="LeastNormal"/>.</summary>
    public const ulong OfLeastNormal = 0x0010_0000_0000_0000;

    /// <summary>The bits of infinity, which only those of NaN exceed.</summary>
    public const ulong OfInfinity = 0x7FF0_0000_0000_0000;

    /// <summary>All lanes the float64 of these bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Create<TVector>(ulong bits)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Create(BitConverter.UInt64BitsToDouble(bits));

    /// <summary>All lanes the sign bit alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sign<TVector>()
        where TVector : struct, ISimd<TVector, double> => TVector.Create(-0.0);

    /// <summary>The first with the sign of the other; the first must be positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector WithSignOf<TVector>(TVector positive, TVector other)
        where TVector : struct, ISimd<TVector, double> => TVector.Select(Sign<TVector>(), other, positive);

    /// <summary>2^n for integers n between -1022 and 1023: n moves into the exponent's place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector PowerOfTwo<TVector>(TVector n)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.AddBits(TVector.One, TVector.ShiftLeft(n + TVector.Create(RoundingShift), 52));

    /// <summary>
    /// x * 2^n rounded once, for integers n between -2044 and 2046. The instruction, where the processor has
    /// it, and the two exact factors, of which only the last product rounds, give the same bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Scale<TVector>(TVector x, TVector n)
        where TVector : struct, ISimd<TVector, double>
    {
        if (CanScale<TVector>()) return ScaleByFloor(x, n);
        TVector half = TVector.Floor(n * TVector.Create(0.5));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>True if the processor scales vectors of this width by powers of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanScale<TVector>()
        where TVector : struct, ISimd<TVector, double> =>
        Avx512F.IsSupported && TVector.Count == Vector512<double>.Count;

    /// <summary>
    /// x * 2^floor(n) rounded once, for any n; only if <see cref="CanScale"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ScaleByFloor<TVector>(TVector x, TVector n)
        where TVector : struct, ISimd<TVector, double> =>
        Unsafe.BitCast<Vector512<double>, TVector>(Avx512F.Scale(
            Unsafe.BitCast<TVector, Vector512<double>>(x),
            Unsafe.BitCast<TVector, Vector512<double>>(n)));

    /// <summary>All lanes 2^<paramref name="exponent"/>, for exponents between -1022 and 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector PowerOfTwo<TVector>(int exponent)
        where TVector : struct, ISimd<TVector, double> => Create<TVector>((ulong)(1023 + exponent) << 52);

    /// <summary>The exponent of x, which is positive and normal: x is between 1 and 2 times 2^it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exponent<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        if (Avx512F.IsSupported && TVector.Count == Vector512<double>.Count)
        {
            return Unsafe.BitCast<Vector512<double>, TVector>(
                Avx512F.GetExponent(Unsafe.BitCast<TVector, Vector512<double>>(x)));
        }

        if (Avx512F.VL.IsSupported && TVector.Count == Vector256<double>.Count)
        {
            return Unsafe.BitCast<Vector256<double>, TVector>(
                Avx512F.VL.GetExponent(Unsafe.BitCast<TVector, Vector256<double>>(x)));
        }

        // What makes a float of the integer goes off with the bias.
        return (TVector.ShiftRight(x, 52) | TVector.Create(TwoTo52)) - TVector.Create(TwoTo52 + 1023);
    }

    /// <summary>x / 2^<see cref="Exponent"/>, from 1 on and below 2, for x positive and normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Significand<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        // The interval from 1 to 2, with the sign of the source.
        const byte OneToTwo = 0;
        if (Avx512F.IsSupported && TVector.Count == Vector512<double>.Count)
        {
            return Unsafe.BitCast<Vector512<double>, TVector>(
                Avx512F.GetMantissa(Unsafe.BitCast<TVector, Vector512<double>>(x), OneToTwo));
        }

        if (Avx512F.VL.IsSupported && TVector.Count == Vector256<double>.Count)
        {
            return Unsafe.BitCast<Vector256<double>, TVector>(
                Avx512F.VL.GetMantissa(Unsafe.BitCast<TVector, Vector256<double>>(x), OneToTwo));
        }

        return TVector.ShiftRight(TVector.ShiftLeft(x, 12), 12) | TVector.One;
    }
}
