using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Coefficients;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>
/// The natural logarithm to 2^-65 of itself, as powers need it: their exponents make errors a thousand times
/// larger. By table, after Tang (1990): x = 2^k m, and 1 + f = m r with r near 1 / m out of 32, so that
/// ln x = k ln 2 - ln r + ln(1 + f).
/// </summary>
internal static unsafe class LogarithmPair
{
    // m is taken to the nearest 1 + i/32: i stands below the exponent after half a cell has been added.
    private const int CellShift = 47;
    private const ulong HalfCell = 1UL << (CellShift - 1);

    /// <summary>What <see cref="Of"/> subtracts from the exponent's bits if x was not scaled.</summary>
    public const double Bias = Bits.TwoTo52 + 1023;

    /// <summary>
    /// ln(2^(<see cref="Bias"/> - bias) x) as result + low, for positive normal x; what it gives for others
    /// is of no use.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector>(TVector x, TVector bias, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector shifted = TVector.AddBits(x, Bits.Create<TVector>(HalfCell));
        TVector cell = TVector.ShiftRight(shifted, CellShift);
        TVector exponent = shifted & Bits.Create<TVector>(0xFFF0_0000_0000_0000);
        TVector m = TVector.AddBits(TVector.SubtractBits(x, exponent), TVector.One);
        TVector k = (TVector.ShiftRight(shifted, 52) | TVector.Create(Bits.TwoTo52)) - bias;

        TVector r = TVector.LookupIn32(Tables.Pointer(PowersCoefficients.Reciprocal), cell);
        TVector logHigh = TVector.LookupIn32(Tables.Pointer(PowersCoefficients.LogHigh), cell);
        TVector logLow = TVector.LookupIn32(Tables.Pointer(PowersCoefficients.LogLow), cell);
        TVector f = TVector.MultiplyAdd(m, r, -TVector.One);

        // k ln 2 - ln r is exact in its high parts, and 0 or larger than f.
        TVector sum = TVector.MultiplyAdd(k, TVector.Create(PowersCoefficients.Ln2High), logHigh);
        TVector sumLow = TVector.MultiplyAdd(k, TVector.Create(PowersCoefficients.Ln2Low), logLow);

        // f - f^2/2, exact but for the last term; the rest of the series is small enough for one number, and
        // comes last, as it is known last.
        TVector square = f * f;
        TVector excess = TVector.MultiplyAddNegated(f, f, square);
        TVector minusHalf = TVector.Create(-0.5);
        TVector top = TVector.MultiplyAdd(square, minusHalf, f);
        TVector rest = TVector.MultiplyAdd(square, minusHalf, f - top);
        rest = TVector.MultiplyAddNegated(excess, minusHalf, rest) + sumLow;
        sum = Pairs.SumOfOrdered(sum, top, out TVector topLow);
        rest = TVector.MultiplyAdd(square * f, Tail(f, square), rest + topLow);
        return Pairs.SumOfOrdered(sum, rest, out low);
    }

    // (ln(1 + f) - f + f^2/2) / f^3, in four pairs of terms that do not wait for each other.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tail<TVector>(TVector f, TVector square)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector terms01 = TVector.MultiplyAdd(
            TVector.Create(PowersCoefficients.LogTail1), f, TVector.Create(PowersCoefficients.LogTail0));
        TVector terms23 = TVector.MultiplyAdd(
            TVector.Create(PowersCoefficients.LogTail3), f, TVector.Create(PowersCoefficients.LogTail2));
        TVector terms45 = TVector.MultiplyAdd(
            TVector.Create(PowersCoefficients.LogTail5), f, TVector.Create(PowersCoefficients.LogTail4));
        TVector terms67 = TVector.MultiplyAdd(
            TVector.Create(PowersCoefficients.LogTail7), f, TVector.Create(PowersCoefficients.LogTail6));
        TVector low = TVector.MultiplyAdd(terms23, square, terms01);
        TVector high = TVector.MultiplyAdd(terms67, square, terms45);
        return TVector.MultiplyAdd(high, square * square, low);
    }
}
