using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>
/// x to the power y, as e^(y ln x) with logarithm and product in twice the precision. Within 0.8 units, and
/// exact where the power is a float64; squares, square roots and reciprocals (y = 2, 0.5, -1) are rounded
/// correctly, and cost little more than the operation.
/// </summary>
internal readonly struct Pow : IBinaryOperator<double>
{
    // e to this, up or down, is normal.
    private const double LargestOrdinary = 708;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        if (!TVector.Any(y ^ TVector.Create(2))) return x * x;
        if (TVector.Any(IsPowerOfTwo(y)) && TVector.Any(HasShortWay(y))) return PowOfAny.Invoke(x, y);
        TVector product = TimesLogarithm(x, y, TVector.Create(LogarithmPair.Bias), out TVector low);
        return AreOrdinary(x, product)
            ? ExponentialOfPair.OfNormal(product, low)
            : PowOfAny.Invoke(x, y);
    }

    /// <summary>y ln x as result + low, both NaN or of no use if the result is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector TimesLogarithm<TVector>(TVector x, TVector y, TVector bias, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector log = LogarithmPair.Of(x, bias, out TVector logLow);
        TVector product = Pairs.Product(y, log, out TVector productLow);
        low = TVector.MultiplyAdd(y, logLow, productLow);
        return product;
    }

    // Among them are all exponents that have a short way; 0 is another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsPowerOfTwo<TVector>(TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector fraction = y & Bits.Create<TVector>(0x000F_FFFF_FFFF_FFFF);
        return TVector.Equal(fraction | TVector.One, TVector.One);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector HasShortWay<TVector>(TVector y)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Equal(y, TVector.Create(2)) | TVector.Equal(y, TVector.Create(0.5))
        | TVector.Equal(TVector.Abs(y), TVector.One) | TVector.Equal(y, TVector.Zero);

    // True if all x are positive, normal and finite and no product is large or NaN. As an unsigned integer,
    // such x less the least normal number are below what infinity leaves; shifted by two, all are positive
    // numbers, none of them NaN, and compare as the integers do.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreOrdinary<TVector>(TVector x, TVector product)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector checkedX = TVector.SelectLess(
            TVector.Abs(product), TVector.Create(LargestOrdinary), x, TVector.Zero);
        TVector place = TVector.ShiftRight(
            TVector.SubtractBits(checkedX, Bits.Create<TVector>(Bits.OfLeastNormal)), 2);
        return TVector.AllLess(place, Bits.Create<TVector>((Bits.OfInfinity - Bits.OfLeastNormal) >> 2));
    }
}
