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

    /// <summary>The least float64 that is not subnormal, 2^-1022.</summary>
    public const double LeastNormal = 2.2250738585072014e-308;

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
        where TVector : struct, ISimd<TVector, double> => positive | (other & Sign<TVector>());

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
}
