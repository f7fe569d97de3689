using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>
/// x to the power y for all arguments (C99, annex F.9.4.4). Ordinary lanes are computed as <see cref="Pow"/>
/// does, so it does not show which way a vector took.
/// </summary>
internal static class PowOfAny
{
    // Beyond, powers are infinite or 0.
    private const double Largest = 750;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector isRoot = TVector.Equal(y, TVector.Create(0.5));
        if (!TVector.Any(~isRoot)) return SquareRoot(x);
        TVector isReciprocal = TVector.Equal(y, -TVector.One);
        if (!TVector.Any(~isReciprocal)) return TVector.One / x;
        if (!TVector.Any(~TVector.Equal(y, TVector.One))) return x;

        TVector power = WithSign(x, y, OfMagnitude(TVector.Abs(x), y));
        if (TVector.Any(isRoot | isReciprocal))
        {
            power = TVector.Select(isRoot, SquareRoot(x), power);
            power = TVector.Select(isReciprocal, TVector.One / x, power);
        }

        power = TVector.SelectEqual(y, TVector.Create(2), x * x, power);
        power = TVector.SelectEqual(y, TVector.Zero, TVector.One, power);
        return TVector.SelectEqual(x, TVector.One, TVector.One, power);
    }

    // Unlike the root of -0 and of -infinity, the powers are positive.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SquareRoot<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector infinity = TVector.Create(double.PositiveInfinity);
        return TVector.SelectEqual(x, -infinity, infinity, TVector.Sqrt(x + TVector.Zero));
    }

    // For a = |x|.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfMagnitude<TVector>(TVector a, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector infinity = TVector.Create(double.PositiveInfinity);
        TVector isSubnormal = TVector.Less(a, TVector.Create(Bits.LeastNormal));
        TVector normal = TVector.Select(isSubnormal, a * TVector.Create(Bits.TwoTo54), a);
        TVector bias = TVector.Create(LogarithmPair.Bias) + (isSubnormal & TVector.Create(54));
        TVector product = Pow.TimesLogarithm(normal, y, bias, out TVector low);

        // The logarithms of 0 and infinity are infinite, and so are their products: only the sign counts.
        product = TVector.SelectEqual(a, TVector.Zero, y * -infinity, product);
        product = TVector.Select(TVector.Less(a, infinity), product, y * a);
        low = TVector.Select(
            TVector.Less(TVector.Abs(product), TVector.Create(Largest)), low, TVector.Zero);
        product = TVector.SelectLess(TVector.Create(Largest), product, TVector.Create(Largest), product);
        product = TVector.SelectLess(product, TVector.Create(-Largest), TVector.Create(-Largest), product);
        TVector power = ExponentialOfPair.OfAny(product, low);

        // 1 stays 1 to an infinite power.
        TVector isOne = TVector.Equal(a, TVector.One) & TVector.Equal(TVector.Abs(y), infinity);
        return TVector.Select(isOne, TVector.One, power);
    }

    // Odd integers keep the sign of x; of negative x there are no powers but integer ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WithSign<TVector>(TVector x, TVector y, TVector power)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector half = y * TVector.Create(0.5);
        TVector isInteger = TVector.Equal(TVector.Truncate(y), y);
        TVector isOdd = isInteger & ~TVector.Equal(TVector.Truncate(half), half);
        TVector isFinite = TVector.Less(TVector.Create(double.NegativeInfinity), x);
        TVector isInvalid = TVector.Less(x, TVector.Zero) & isFinite & ~isInteger;
        power ^= x & Bits.Sign<TVector>() & isOdd;
        return TVector.Select(isInvalid, TVector.Create(double.NaN), power);
    }
}
