using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>A function of x by the quadrant of |x| and the angle within it.</summary>
internal interface IFunctionOfReducedAngle
{
    /// <summary>
    /// The function of x, where |x| = n pi/2 + r + low, r + low is at most pi/4 in magnitude, and n mod 4
    /// stands in the low bits of <paramref name="quadrant"/>.
    /// </summary>
    static abstract TVector Invoke<TVector>(TVector x, TVector quadrant, TVector r, TVector low)
        where TVector : struct, ISimd<TVector, double>;
}

/// <summary>
/// Brings angles into the quadrant around 0: by Cody and Waite's method with fused products, or, where they
/// are large, by Payne and Hanek's.
/// </summary>
internal static class ReducedAngle
{
    // Below this every step of the reduction is exact.
    private const double FirstLarge = 1 << 23;

    // Below this sine and tangent are the angle itself, and the cosine is 1.
    private const double FirstNotTiny = 1.0 / (1L << 60);

    /// <summary>The function of any x; the canonical NaN of infinities and NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TVector, TFunction>(TVector x)
        where TVector : struct, ISimd<TVector, double>
        where TFunction : struct, IFunctionOfReducedAngle
    {
        TVector a = TVector.Abs(x);
        if (!TVector.AllLess(a, TVector.Create(FirstLarge))) return ApplyToLarge<TVector, TFunction>(x);

        TVector quadrant = Reduce(a, out TVector r, out TVector low);
        return TFunction.Invoke(x, quadrant, r, low);
    }

    // Lanes that are not large get the same bits as above, so it does not show which way a vector took. Of
    // tiny angles, the neighbours of large ones where exponents are spread widely, the squares would be
    // subnormal, which is slow: they count as 0, and what adding them does to the result comes afterwards.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector ApplyToLarge<TVector, TFunction>(TVector x)
        where TVector : struct, ISimd<TVector, double>
        where TFunction : struct, IFunctionOfReducedAngle
    {
        TVector a = TVector.Abs(x);
        TVector limit = TVector.Create(FirstLarge);
        TVector large = TVector.SelectLess(a, limit, limit, a);
        TVector quadrantOfLarge = LargeAngle.Reduce(large, out TVector rOfLarge, out TVector lowOfLarge);
        TVector quadrant = Reduce(a, out TVector r, out TVector low);
        quadrant = TVector.SelectLess(a, limit, quadrant, quadrantOfLarge);
        r = TVector.SelectLess(a, limit, r, rOfLarge);
        low = TVector.SelectLess(a, limit, low, lowOfLarge);
        TVector isTiny = TVector.Less(a, TVector.Create(FirstNotTiny));
        TVector y = TFunction.Invoke(x, quadrant, r & ~isTiny, low) + (x & isTiny);
        return Canonical.Of<double, TVector>(y);
    }

    // For a < 2^23. a - n HalfPiPart1 is exact: its terms are multiples of a unit of which the difference has
    // less than 2^53. HalfPiPart2 has 30 bits, so that its product with n and what r lost of the difference
    // are exact too; thus r + low is good even where a lies close to a multiple of pi/2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce<TVector>(TVector a, out TVector r, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector shift = TVector.Create(Bits.RoundingShift);
        TVector quadrant = TVector.MultiplyAdd(a, TVector.Create(TwoByPi), shift);
        TVector n = quadrant - shift;
        TVector second = TVector.Create(HalfPiPart2);
        TVector exact = TVector.MultiplyAddNegated(n, TVector.Create(HalfPiPart1), a);
        r = TVector.MultiplyAddNegated(n, second, exact);
        low = TVector.MultiplyAddNegated(n, second, exact - r);
        low = TVector.MultiplyAddNegated(n, TVector.Create(HalfPiPart3), low);
        return quadrant;
    }
}
