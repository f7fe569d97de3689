using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// Reduces large angles, by the method of Payne and Hanek (1983): of the bits of 2/pi, those that would give
/// multiples of 4 in the product with x are left out, and so are those that come too late to count.
/// </summary>
internal static unsafe class LargeAngle
{
    // The eighth of the exponent's field that 2^23 has, the first entry of the table.
    private const ulong FirstEighth = (1023 + 23) >> 3;

    // 48 bits are six entries of the table.
    private const int Next = 6;

    // What the integers of the table count in, the last of the bits at their place.
    private const double Unit1 = 1 << 13;
    private const double Unit2 = Unit1 / (1L << 48);
    private const double Unit3 = Unit2 / (1L << 48);
    private const double Unit4 = Unit3 / (1L << 48);

    /// <summary>
    /// For a from 2^23 on: a = n pi/2 + r + low, at most pi/4 in magnitude; n mod 4 stands in the low bits of
    /// the result. NaN for infinities and NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reduce<TVector>(TVector a, out TVector r, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector n = QuarterTurns(a, out TVector fraction, out TVector rest);
        TVector product = Pairs.Product(fraction, TVector.Create(HalfPiPart1), out TVector productLow);
        productLow = TVector.MultiplyAdd(fraction, TVector.Create(HalfPiPart2), productLow);
        productLow = TVector.MultiplyAdd(rest, TVector.Create(HalfPiPart1), productLow);
        r = Pairs.SumOfOrdered(product, productLow, out low);
        low += a - a; // NaN if a is infinite
        return n + TVector.Create(Bits.RoundingShift);
    }

    // a 2/pi = n + fraction + rest, n an integer, but for multiples of 4. a is m 2^(8 k), where m, between
    // 2^-7 and 2, is a multiple of 2^-59 and has 53 bits. m times the first 48 bits of 2/pi that count is
    // below 2^62 and a multiple of 2^-46. No float64 comes closer to a multiple of pi/2 than 2^-62 of it:
    // 2^-130, what the bits beyond the fourth entry add, is 2^-68 of the fraction at most.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector QuarterTurns<TVector>(TVector a, out TVector fraction, out TVector rest)
        where TVector : struct, ISimd<TVector, double>
    {
        double* digits = Tables.Pointer(TwoByPiDigits);
        TVector index = TVector.SubtractBits(
            TVector.ShiftRight(a, 55), Bits.Create<TVector>(FirstEighth));
        TVector m = (a & Bits.Create<TVector>(0x007F_FFFF_FFFF_FFFF))
            | Bits.Create<TVector>(0x3F80_0000_0000_0000);
        TVector first = Pairs.Product(
            m * TVector.Create(Unit1), TVector.Gather(digits, index), out TVector firstLow);
        TVector second = Pairs.Product(
            m * TVector.Create(Unit2), TVector.Gather(digits + Next, index), out TVector secondLow);
        TVector third = Pairs.Product(
            m * TVector.Create(Unit3), TVector.Gather(digits + (2 * Next), index), out TVector thirdLow);
        TVector fourth = m * TVector.Create(Unit4) * TVector.Gather(digits + (3 * Next), index);

        // Exact, as a multiple of 2^-46 of magnitude 4.
        TVector turns = WithoutMultiplesOf4(first) + WithoutMultiplesOf4(firstLow);
        turns = Pairs.Sum(turns, second, out TVector lost);
        TVector n = TVector.Round(turns);
        TVector small = Pairs.Sum(secondLow, third, out TVector lostOfSmall);
        small = Pairs.Sum(small, lost, out lost);
        fraction = Pairs.Sum(turns - n, small, out rest);
        rest += (lostOfSmall + lost) + (thirdLow + fourth);
        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector WithoutMultiplesOf4<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => TVector.MultiplyAdd(
            TVector.Round(x * TVector.Create(0.25)), TVector.Create(-4), x);
}
