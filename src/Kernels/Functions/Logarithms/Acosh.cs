using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>The inverse hyperbolic cosine; NaN below 1. Within 0.65 units.</summary>
internal readonly struct Acosh : IUnaryOperator<double>, ICanonicalResults
{
    // The bits of 1.
    private const ulong OfOne = 0x3FF0_0000_0000_0000;

    // Beside a large x, 1 does not count: acosh x = log x + log 2. What HalfSum lacks counts as little there,
    // so only the sum itself has to be put in place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector large = TVector.Create(Root.LargestArgument);
        TVector u = HalfSum(x, out TVector low, out TVector lower);
        u = TVector.SelectLess(x, large, u, x);
        TVector counts = TVector.Less(x, large);
        low &= counts;
        lower &= counts;
        TVector y = Reduction.OfTriple(u, Bits.Exponent(u) + TVector.One, low, lower, mayBeTiny: false);
        if (Reduction.AreBetween(x, OfOne, Bits.OfInfinity - 1)) return y;

        y = TVector.SelectLess(x, TVector.Create(double.PositiveInfinity), y, x);
        y = TVector.SelectLess(x, TVector.One, TVector.Create(double.NaN), y);
        return Canonical.Of<double, TVector>(y);
    }

    // 1 + t + sqrt(t^2 + 2 t) with t = x - 1, of which the logarithm is the result; of all that the halves,
    // which saves a rounding.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector HalfSum<TVector>(TVector x, out TVector low, out TVector lower)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector half = TVector.Create(0.5);
        TVector t = TVector.MultiplyAdd(x, half, -half);
        TVector square = TVector.MultiplyAdd(t, t, t);
        TVector squareLow = TVector.MultiplyAdd(t, t, t - square);
        TVector root = Root.Of(square, squareLow, out TVector rootLow);
        TVector v = Pairs.SumOfOrdered(root, t, out lower);
        lower += rootLow;
        TVector u = half + v;
        low = v - (u - half);
        return u;
    }
}
