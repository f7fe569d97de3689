using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Kernels.Functions;

// e^x = 2^n e^r with n = round(x / ln 2), |r| <= ln(2) / 2.
internal static unsafe partial class FormerMath
{
    private const double Log2OfE = 1.4426950408889634;

    /// <summary>
    /// e to the power x. Within 1 unit; results below 2^-1022 are subnormal and correctly scaled.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector r = ReduceByLn2(x, out TVector n, out _);
        TVector y = Scale(ExpOfReduced(r), n);
        y = TVector.SelectLess(x, TVector.Create(-746), TVector.Zero, y);
        return TVector.SelectLess(
            TVector.Create(710), x, TVector.Create(double.PositiveInfinity), y);
    }

    /// <summary>2 to the power x. Within 1 unit; exact for integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp2<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector shift = TVector.Create(RoundingShift);
        TVector n = (x + shift) - shift;
        TVector fraction = x - n;

        // r + remainder = fraction * ln 2, to more digits than r holds.
        TVector r = fraction * TVector.Create(Ln2);
        TVector remainder = TVector.MultiplyAdd(
            fraction, TVector.Create(Ln2Remainder), TVector.MultiplyAdd(fraction, TVector.Create(Ln2), -r));
        TVector y = Scale(TVector.One + Expm1OfReduced(r, remainder), n);
        y = TVector.SelectLess(x, TVector.Create(-1076), TVector.Zero, y);
        return TVector.Select(
            TVector.LessOrEqual(TVector.Create(1024), x), TVector.Create(double.PositiveInfinity), y);
    }

    /// <summary>e to the power x, minus 1, accurate near 0. Within 2 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Expm1<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector r = ReduceByLn2(x, out TVector n, out TVector remainder);
        TVector y = Expm1OfSplit(Expm1OfReduced(r, remainder), n);
        y = TVector.SelectLess(x, TVector.Create(-40), -TVector.One, y);
        y = TVector.SelectLess(TVector.Create(710), x, TVector.Create(double.PositiveInfinity), y);
        return TVector.SelectEqual(x, TVector.Zero, x, y);
    }

    /// <summary>The hyperbolic sine. Within 3 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sinh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector q = Expm1OfReduced(ReduceByLn2(a, out TVector n, out TVector remainder), remainder);

        // Near 0, (t + t / (t + 1)) / 2 with t = e^a - 1; elsewhere (e^a - e^-a) / 2.
        TVector t = Expm1OfSplit(q, n);
        TVector near = TVector.Create(0.5) * (t + (t / (t + TVector.One)));
        TVector halfExp = Scale(TVector.One + q, n - TVector.One);
        TVector far = halfExp - (TVector.Create(0.25) / halfExp);
        TVector y = TVector.SelectLess(a, TVector.One, near, far);
        y = TVector.SelectLess(TVector.Create(711), a, TVector.Create(double.PositiveInfinity), y);
        return y | (x & SignBit<TVector>());
    }

    /// <summary>The hyperbolic cosine. Within 2 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cosh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector r = ReduceByLn2(a, out TVector n, out _);

        // e^a / 2 does not overflow where e^a would.
        TVector halfExp = Scale(ExpOfReduced(r), n - TVector.One);
        TVector y = halfExp + (TVector.Create(0.25) / halfExp);
        return TVector.SelectLess(
            TVector.Create(711), a, TVector.Create(double.PositiveInfinity), y);
    }

    /// <summary>The hyperbolic tangent. Within 3 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector t = Expm1(a + a);
        TVector y = t / (t + TVector.Create(2));
        y = TVector.SelectLess(TVector.Create(22), a, TVector.One, y);
        return y | (x & SignBit<TVector>());
    }

    // x - n ln 2 as r + remainder. The first step is exact: both terms are multiples of a unit of which the
    // difference has less than 2^53.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ReduceByLn2<TVector>(TVector x, out TVector n, out TVector remainder)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector shift = TVector.Create(RoundingShift);
        n = TVector.MultiplyAdd(x, TVector.Create(Log2OfE), shift) - shift;
        TVector exact = TVector.MultiplyAdd(n, TVector.Create(-Ln2), x);
        TVector r = TVector.MultiplyAdd(n, TVector.Create(-Ln2Remainder), exact);
        remainder = TVector.MultiplyAdd(n, TVector.Create(-Ln2Remainder), exact - r);
        return r;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpOfReduced<TVector>(TVector r)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector slope = TVector.MultiplyAdd(ExpTail(r), r, TVector.One);
        return TVector.MultiplyAdd(slope, r, TVector.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Expm1OfReduced<TVector>(TVector r, TVector remainder)
        where TVector : struct, ISimd<TVector, double> =>
        r + TVector.MultiplyAdd(r * r, ExpTail(r), remainder);

    // 2^n e^r - 1 = 2^n ((1 - 2^-n) + (e^r - 1)).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Expm1OfSplit<TVector>(TVector expm1OfReduced, TVector n)
        where TVector : struct, ISimd<TVector, double> =>
        Scale((TVector.One - Scale(TVector.One, -n)) + expm1OfReduced, n);

    // (e^r - 1 - r) / r^2 for |r| <= 0.3466: minimax of degree 9 by Remez' exchange in 200 bits, its error
    // weighted so that e^r is off by at most 2^-57.9 of itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ExpTail<TVector>(TVector r)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector high = TVector.MultiplyAdd(
            TVector.Create(2.5000389905470614e-08), r, TVector.Create(2.763025450175978e-07));
        high = TVector.MultiplyAdd(high, r, TVector.Create(2.755758556852029e-06));
        high = TVector.MultiplyAdd(high, r, TVector.Create(2.4801493083444174e-05));
        high = TVector.MultiplyAdd(high, r, TVector.Create(0.00019841269507136185));
        high = TVector.MultiplyAdd(high, r, TVector.Create(0.0013888888943642337));
        high = TVector.MultiplyAdd(high, r, TVector.Create(0.008333333333494418));
        high = TVector.MultiplyAdd(high, r, TVector.Create(0.041666666666530135));
        high = TVector.MultiplyAdd(high, r, TVector.Create(0.16666666666666413));
        return TVector.MultiplyAdd(high, r, TVector.Create(0.5000000000000011));
    }

    /// <summary>
    /// x * 2^n rounded once, for integers n between -2044 and 2046. The instruction, where the processor has
    /// it, and the two exact factors, of which only the last product rounds, give the same bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Scale<TVector>(TVector x, TVector n)
        where TVector : struct, ISimd<TVector, double>
    {
        if (Avx512F.IsSupported && TVector.Count == Vector512<double>.Count)
        {
            return Unsafe.BitCast<Vector512<double>, TVector>(Avx512F.Scale(
                Unsafe.BitCast<TVector, Vector512<double>>(x),
                Unsafe.BitCast<TVector, Vector512<double>>(n)));
        }

        TVector half = TVector.Floor(n * TVector.Create(0.5));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    // 2^n for integers n between -1022 and 1023: n moves into the exponent's place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PowerOfTwo<TVector>(TVector n)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.AddBits(TVector.One, TVector.ShiftLeft(n + TVector.Create(RoundingShift), 52));
}
