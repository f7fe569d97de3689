using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Coefficients;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>
/// The logarithm by a table and a polynomial, without a division (Tang, 1990; Muller et al., Handbook of
/// Floating-Point Arithmetic): x = 2^k m with m between 1 and 2, f = c m - 1 with c the table's reciprocal
/// for the upper bits of m, and log x = (k log 2 - log c) + log(1 + f), with f between -1/25 and 1/16.
/// </summary>
/// <remarks>
/// f is exact, since c is so short, and so is the sum of the high parts of the first two terms, which is 0 on
/// both sides of x = 1. Only the last addition rounds noticeably: results are within 0.6 units.
/// </remarks>
internal static class Reduction
{
    private const int MantissaBits = 52;
    private const int IndexBits = 4;

    /// <summary>
    /// The logarithm of x, which is positive and normal, with its exponent, to which one may have added.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfNormal<TVector, TBase>(TVector x, TVector exponent)
        where TVector : struct, ISimd<TVector, double>
        where TBase : struct, ILogarithmBase
    {
        TVector index = Index(x);
        TVector c = TBase.Reciprocal(index, out TVector logHigh, out TVector logLow);
        TVector f = Reduce(x, c);
        return Sum<TVector, TBase>(exponent, logHigh, f, f, logLow);
    }

    /// <summary>
    /// The natural logarithm of u + low, accurate however small u - 1 + low is, with the exponent of u; u is
    /// positive and normal, low is not above half a unit in its last place.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfPair<TVector>(TVector u, TVector exponent, TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector index = Index(u);
        TVector c = BaseE.Reciprocal(index, out TVector logHigh, out TVector logLow);
        TVector f = Add(Reduce(u, c), Factor(u, c), low, out TVector rest);
        return Sum<TVector, BaseE>(
            exponent, logHigh, f, UnlessTiny(f, u), logLow + rest);
    }

    /// <summary>
    /// The same of u + low + lower, where lower is less than 2^-50 of u - 1 + low. That sum is 0 or at least
    /// 2^-500 unless <paramref name="mayBeTiny"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfTriple<TVector>(
        TVector u, TVector exponent, TVector low, TVector lower, bool mayBeTiny)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector index = Index(u);
        TVector c = BaseE.Reciprocal(index, out TVector logHigh, out TVector logLow);
        TVector factor = Factor(u, c);
        TVector f = Add(Reduce(u, c), factor, low, out TVector rest);
        rest = TVector.MultiplyAdd(factor, lower, rest);
        TVector other = mayBeTiny ? UnlessTiny(f, u) : f;
        return Sum<TVector, BaseE>(exponent, logHigh, f, other, logLow + rest);
    }

    /// <summary>The same of u + low where that is not near 1, with a step less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfPairAwayFrom1<TVector>(TVector u, TVector exponent, TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector index = Index(u);
        TVector c = BaseE.Reciprocal(index, out TVector logHigh, out TVector logLow);
        TVector f = Reduce(u, c);

        // log(1 + f + rest) = log(1 + f) + rest / (1 + f).
        TVector rest = Factor(u, c) * low;
        rest = TVector.MultiplyAddNegated(rest, f, rest);
        return Sum<TVector, BaseE>(exponent, logHigh, f, f, logLow + rest);
    }

    /// <summary>The results where u, of which the logarithm is y, is not positive and finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfSpecials<TVector>(TVector u, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        y = TVector.SelectLess(u, TVector.Create(double.PositiveInfinity), y, u);
        y = TVector.SelectLess(u, TVector.Zero, TVector.Create(double.NaN), y);
        return TVector.SelectEqual(u, TVector.Zero, TVector.Create(double.NegativeInfinity), y);
    }

    /// <summary>True if all lanes are positive, normal and finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNormal<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> =>
        AreBetween(x, Bits.OfLeastNormal, Bits.OfInfinity - 1);

    /// <summary>
    /// True if all lanes are from one positive number to another, given by their bits. Moved so that the
    /// latter is infinity, what lies above is NaN or negative, and a single comparison is enough.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreBetween<TVector>(TVector x, ulong least, ulong greatest)
        where TVector : struct, ISimd<TVector, double>
    {
        ulong distance = Bits.OfInfinity - greatest;
        TVector moved = TVector.AddBits(x, Bits.Create<TVector>(distance));
        return TVector.AllLess(Bits.Create<TVector>(least + distance - 1), moved);
    }

    // The upper bits of the significand, below others that lookups do not heed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Index<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => TVector.ShiftRight(x, MantissaBits - IndexBits);

    // f = c m - 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce<TVector>(TVector x, TVector c)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.MultiplyAdd(Bits.Significand(x), c, -TVector.One);

    // c 2^-k, or 0 where k is so large that what is added to u does not matter.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Factor<TVector>(TVector u, TVector c)
        where TVector : struct, ISimd<TVector, double> =>
        c * TVector.SubtractBits(
            Bits.Create<TVector>(0x7FE0_0000_0000_0000), u & Bits.Create<TVector>(0x7FF0_0000_0000_0000));

    // f + factor * low = result + rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Add<TVector>(TVector f, TVector factor, TVector low, out TVector rest)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector sum = TVector.MultiplyAdd(factor, low, f);
        rest = TVector.MultiplyAdd(factor, low, f - sum);
        return sum;
    }

    // f as a factor of its square, but 0 where u is 1: there half the square, the next term of the series, is
    // at most half a unit in the last place of f, and products that underflow are slow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector UnlessTiny<TVector>(TVector f, TVector u)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.SelectEqual(u, TVector.One, TVector.Zero, f);

    // k log 2 - log c + log(1 + f), where other is f as a factor of its square, and low is the low part of
    // -log c and whatever else is as small.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum<TVector, TBase>(
        TVector k, TVector logHigh, TVector f, TVector other, TVector low)
        where TVector : struct, ISimd<TVector, double>
        where TBase : struct, ILogarithmBase
    {
        TVector exact = TVector.MultiplyAdd(k, TVector.Create(TBase.OfTwoHigh), logHigh);
        if (TBase.OfTwoLow != 0) low = TVector.MultiplyAdd(k, TVector.Create(TBase.OfTwoLow), low);

        TVector square = f * other;
        TVector tail = Tail(f, square);
        TVector linear = f;
        if (!TBase.IsNatural)
        {
            TVector high = TVector.Create(TBase.OfEHigh);
            linear = f * high;
            TVector excess = TVector.MultiplyAddNegated(f, high, linear);
            low -= TVector.MultiplyAddNegated(f, TVector.Create(TBase.OfELow), excess);
            square = linear * f;
        }

        TVector sum = Pairs.SumOfOrdered(exact, linear, out TVector sumLow);
        return sum + TVector.MultiplyAdd(square, tail, sumLow + low);
    }

    // (log(1 + f) - f) / f^2 by pairs of coefficients, which has fewer steps that wait for one another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tail<TVector>(TVector f, TVector square)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector first = TVector.MultiplyAdd(
            Line(f, LogarithmsCoefficients.Tail3, LogarithmsCoefficients.Tail2),
            square,
            Line(f, LogarithmsCoefficients.Tail1, LogarithmsCoefficients.Tail0));
        TVector second = TVector.MultiplyAdd(
            Line(f, LogarithmsCoefficients.Tail7, LogarithmsCoefficients.Tail6),
            square,
            Line(f, LogarithmsCoefficients.Tail5, LogarithmsCoefficients.Tail4));
        TVector fourth = square * square;
        second = TVector.MultiplyAdd(
            Line(f, LogarithmsCoefficients.Tail9, LogarithmsCoefficients.Tail8), fourth, second);
        return TVector.MultiplyAdd(second, fourth, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Line<TVector>(TVector x, double slope, double constant)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.MultiplyAdd(TVector.Create(slope), x, TVector.Create(constant));
}
