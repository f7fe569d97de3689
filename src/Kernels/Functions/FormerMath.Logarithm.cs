using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Functions;

// x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and log(1 + f) = 2 atanh(s) with s = f / (2 +
// f), which is f - f^2/2 + s (f^2/2 + (2 atanh(s) / s - 2)): the large terms are exact and come last.
internal static unsafe partial class FormerMath
{
    private const double LeastNormal = 2.2250738585072014e-308;
    private const double TwoTo52 = 4503599627370496.0;

    /// <summary>The natural logarithm. Within 1 unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        if (TVector.Any(IsNotNormal(x))) return LogOfAny(x);
        TVector k = SplitOffExponent(x, out TVector f);
        return LogOfSplit(k, f, TVector.Zero);
    }

    /// <summary>The logarithm to base 2. Within 1 unit; exact for powers of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log2<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LogInBase<TVector, BaseTwo>(x);

    /// <summary>The logarithm to base 10. Within 1 unit; exact for powers of ten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log10<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LogInBase<TVector, BaseTen>(x);

    /// <summary>The natural logarithm of 1 + x, accurate near 0. Within 2 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log1p<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector u = TVector.One + x;
        TVector k = SplitOffExponent(u, out TVector f);

        // log(1 + x) = log(u) + (1 + x - u) / u. While 1 + x needs no scaling, x itself serves as f.
        TVector lost = (TVector.One - (u - (u - TVector.One))) + (x - (u - TVector.One));
        TVector isNear = TVector.Equal(k, TVector.Zero);
        f = TVector.Select(isNear, x, f);
        TVector correction = TVector.Select(isNear, TVector.Zero, lost / u);
        TVector y = LogOfSpecials(u, LogOfSplit(k, f, correction));
        return TVector.SelectEqual(x, TVector.Zero, x, y);
    }

    /// <summary>The inverse hyperbolic sine. Within 3 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Asinh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector square = a * a;
        TVector root = TVector.Sqrt(square + TVector.One);
        TVector near = Log1p(a + (square / (TVector.One + root)));
        TVector far = Log(a) + TVector.Create(Ln2);
        TVector y = TVector.SelectLess(TVector.Create(1 << 28), a, far, near);
        return y | (x & SignBit<TVector>());
    }

    /// <summary>The inverse hyperbolic cosine; NaN below 1. Within 3 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Acosh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector t = x - TVector.One;
        TVector near = Log1p(t + TVector.Sqrt(TVector.MultiplyAdd(t, t, t + t)));
        TVector far = Log(x) + TVector.Create(Ln2);
        TVector y = TVector.SelectLess(TVector.Create(1 << 28), x, far, near);
        return TVector.SelectLess(x, TVector.One, TVector.Create(double.NaN), y);
    }

    /// <summary>The inverse hyperbolic tangent; infinite at 1 and -1, NaN beyond. Within 3 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atanh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector y = TVector.Create(0.5) * Log1p((a + a) / (TVector.One - a));
        return y | (x & SignBit<TVector>());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogInBase<TVector, TBase>(TVector x)
        where TVector : struct, ISimd<TVector, double>
        where TBase : struct, ILogarithmBase
    {
        if (TVector.Any(IsNotNormal(x))) return LogOfAnyInBase<TVector, TBase>(x);
        TVector k = SplitOffExponent(x, out TVector f);
        return LogOfSplitInBase<TVector, TBase>(k, f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsNotNormal<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> =>
        ~(TVector.LessOrEqual(TVector.Create(LeastNormal), x)
            & TVector.Less(x, TVector.Create(double.PositiveInfinity)));

    // For normal lanes these compute what the short ways do, so it does not show which way a vector took.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector LogOfAny<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector k = SplitOffExponentOfAny(x, out TVector f);
        return LogOfSpecials(x, LogOfSplit(k, f, TVector.Zero));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector LogOfAnyInBase<TVector, TBase>(TVector x)
        where TVector : struct, ISimd<TVector, double>
        where TBase : struct, ILogarithmBase
    {
        TVector k = SplitOffExponentOfAny(x, out TVector f);
        return LogOfSpecials(x, LogOfSplitInBase<TVector, TBase>(k, f));
    }

    // Subnormals are first scaled by 2^54.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SplitOffExponentOfAny<TVector>(TVector x, out TVector f)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector isSubnormal = TVector.Less(x, TVector.Create(LeastNormal));
        TVector normal = TVector.Select(isSubnormal, x * TVector.Create(TwoTo52 * 4), x);
        return SplitOffExponent(normal, out f) - (isSubnormal & TVector.Create(54));
    }

    // k and f of a positive normal x.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SplitOffExponent<TVector>(TVector x, out TVector f)
        where TVector : struct, ISimd<TVector, double>
    {
        const double SquareRootOfHalf = 0.7071067811865476;

        // The exponent counted from sqrt(1/2) stands, biased, in the bits of x / sqrt(1/2), taken as
        // integers.
        TVector relative = TVector.AddBits(
            x, TVector.SubtractBits(TVector.One, TVector.Create(SquareRootOfHalf)));
        TVector exponent = relative & FromBits<TVector>(0xFFF0_0000_0000_0000);
        f = TVector.AddBits(TVector.SubtractBits(x, exponent), TVector.One) - TVector.One;

        // Put below 2^52, an integer becomes a float; what was added goes off with the bias.
        return (TVector.ShiftRight(relative, 52) | TVector.Create(TwoTo52)) - TVector.Create(TwoTo52 + 1023);
    }

    // k ln 2 + log(1 + f) + correction.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOfSplit<TVector>(TVector k, TVector f, TVector correction)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector s = f / (TVector.Create(2) + f);
        TVector halfSquare = TVector.Create(0.5) * f * f;
        TVector small = TVector.MultiplyAdd(
            s,
            halfSquare + LogTail(s * s),
            TVector.MultiplyAdd(k, TVector.Create(Ln2Remainder), correction));
        return TVector.MultiplyAdd(k, TVector.Create(Ln2), f - (halfSquare - small));
    }

    // The same in another base: log(1 + f) as high + low, times the factor in two parts, after k times the
    // logarithm of 2, whose first part is short enough for the product to be exact. Only the last sum rounds
    // noticeably.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOfSplitInBase<TVector, TBase>(TVector k, TVector f)
        where TVector : struct, ISimd<TVector, double>
        where TBase : struct, ILogarithmBase
    {
        TVector s = f / (TVector.Create(2) + f);
        TVector halfF = TVector.Create(0.5) * f;
        TVector halfSquare = halfF * f;
        TVector lost = TVector.MultiplyAdd(halfF, f, -halfSquare);
        TVector high = f - halfSquare;
        TVector low = TVector.MultiplyAdd(
            s, halfSquare + LogTail(s * s), ((f - high) - halfSquare) - lost);

        TVector factor = TVector.Create(TBase.Factor);
        TVector product = high * factor;
        TVector productLow = TVector.MultiplyAdd(high, factor, -product);
        productLow = TVector.MultiplyAdd(low, factor, productLow);
        productLow = TVector.MultiplyAdd(high, TVector.Create(TBase.FactorRemainder), productLow);

        TVector exponent = k * TVector.Create(TBase.LogOfTwo);
        TVector sum = exponent + product;
        TVector sumLow = (exponent - sum) + product;
        productLow = TVector.MultiplyAdd(k, TVector.Create(TBase.LogOfTwoRemainder), productLow);
        return sum + (sumLow + productLow);
    }

    // 2 atanh(s) / s - 2 for z = s^2 <= 0.02945: z times the minimax of degree 6 by Remez' exchange in 200
    // bits; the logarithm is off by at most 2^-58.4 of itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogTail<TVector>(TVector z)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector high = Polynomial(
            z,
            0.3999999999941397,
            0.28571428742561056,
            0.22222198553897393,
            0.18183565401188875,
            0.15314021280381562,
            0.1479625950177066);
        return z * TVector.MultiplyAdd(high, z, TVector.Create(0.6666666666666734));
    }

    // What is not positive and finite has its own results.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogOfSpecials<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        y = TVector.SelectLess(x, TVector.Create(double.PositiveInfinity), y, x);
        y = TVector.SelectLess(x, TVector.Zero, TVector.Create(double.NaN), y);
        return TVector.SelectEqual(x, TVector.Zero, TVector.Create(double.NegativeInfinity), y);
    }

    /// <summary>1 / ln(base) and the logarithm of 2 in that base, each in two parts.</summary>
    private interface ILogarithmBase
    {
        static abstract double Factor { get; }

        static abstract double FactorRemainder { get; }

        static abstract double LogOfTwo { get; }

        static abstract double LogOfTwoRemainder { get; }
    }

    private readonly struct BaseTwo : ILogarithmBase
    {
        public static double Factor => Log2OfE;

        public static double FactorRemainder => 2.0355273740931033e-17;

        public static double LogOfTwo => 1;

        public static double LogOfTwoRemainder => 0;
    }

    private readonly struct BaseTen : ILogarithmBase
    {
        public static double Factor => 0.4342944819032518;

        public static double FactorRemainder => 1.098319650216765e-17;

        public static double LogOfTwo => 0.30102999566383914; // 42 bits

        public static double LogOfTwoRemainder => 1.42050232272661e-13;
    }
}
