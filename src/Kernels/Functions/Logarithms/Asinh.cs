using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Coefficients;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>The inverse hyperbolic sine. Within 0.6 units.</summary>
internal readonly struct Asinh : IUnaryOperator<double>, ICanonicalResults
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        if (!TVector.AllLess(a, TVector.Create(Root.LargestArgument))) return OfAny(x);
        TVector u = Sum(a, out TVector low);
        return Join(x, a, Reduction.OfPairAwayFrom1(u, Bits.Exponent(u), low));
    }

    // For lanes that are not large this computes what the short way does.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector OfAny<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        // Beside a large a, 1 does not count: asinh a = log a + log 2.
        TVector a = TVector.Abs(x);
        TVector large = TVector.Create(Root.LargestArgument);
        TVector u = Sum(TVector.SelectLess(large, a, large, a), out TVector low);
        u = TVector.SelectLess(large, a, a, u);
        low = TVector.SelectLess(large, a, TVector.Zero, low);
        TVector exponent = Bits.Exponent(u) + TVector.SelectLess(large, a, TVector.One, TVector.Zero);
        TVector y = Reduction.OfPairAwayFrom1(u, exponent, low);
        y = TVector.SelectLess(a, TVector.Create(double.PositiveInfinity), y, a);
        return Canonical.Of<double, TVector>(Join(x, a, y));
    }

    // a + sqrt(a^2 + 1), of which the logarithm is the result where a is not near 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum<TVector>(TVector a, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector square = TVector.MultiplyAdd(a, a, TVector.One);
        TVector squareLow = TVector.MultiplyAdd(a, WithoutTiny(a), TVector.One - square);
        TVector root = Root.Of(square, squareLow, out TVector rootLow);
        TVector u = Pairs.SumOfOrdered(root, a, out low);
        low += rootLow;
        return u;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Join<TVector>(TVector x, TVector a, TVector awayFromZero)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector bound = TVector.Create(LogarithmsCoefficients.AsinhNearZeroBound);
        return Bits.WithSignOf(TVector.SelectLess(a, bound, NearZero(a), awayFromZero), x);
    }

    // A factor of the square of a, but 0 where that does not count: products that underflow are slow. From
    // 1/64 on it is a itself, below it is off by a unit in the last place or by 2^-113.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WithoutTiny<TVector>(TVector a)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector small = TVector.Create(1.0 / (1L << 60));
        return (a + small) - small;
    }

    // The odd series.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NearZero<TVector>(TVector a)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector z = a * WithoutTiny(a);
        TVector series = TVector.MultiplyAdd(
            TVector.Create(LogarithmsCoefficients.AsinhNearZero5),
            z,
            TVector.Create(LogarithmsCoefficients.AsinhNearZero4));
        series = TVector.MultiplyAdd(series, z, TVector.Create(LogarithmsCoefficients.AsinhNearZero3));
        series = TVector.MultiplyAdd(series, z, TVector.Create(LogarithmsCoefficients.AsinhNearZero2));
        series = TVector.MultiplyAdd(series, z, TVector.Create(LogarithmsCoefficients.AsinhNearZero1));
        series = TVector.MultiplyAdd(series, z, TVector.Create(LogarithmsCoefficients.AsinhNearZero0));
        return TVector.MultiplyAdd(a * z, series, a);
    }
}
