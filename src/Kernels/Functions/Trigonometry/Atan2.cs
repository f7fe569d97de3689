using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// The angle in radians, from -pi to pi, of the point with abscissa x and ordinate y. Within 0.7 units, 0.8
/// where it is subnormal or nearly so.
/// </summary>
internal readonly struct Atan2 : IBinaryOperator<double>
{
    private const double TwoTo40 = 1L << 40;
    private const double TwoTo200 = TwoTo40 * TwoTo40 * TwoTo40 * TwoTo40 * TwoTo40;
    private const double Huge = TwoTo200 * TwoTo200 * TwoTo200 * TwoTo200 * TwoTo200;
    private const double Tiny = 1 / (Huge / TwoTo40);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector longer = Sides(y, x, out TVector shorter);
        TVector isRare = TVector.Less(TVector.Create(Huge), longer)
            | TVector.Less(shorter, TVector.Create(Tiny));
        if (TVector.Any(isRare)) return OfAny(y, x);

        TVector isMiddle = IsMiddle(shorter, longer);
        TVector origin = Origin(y, x, isMiddle, out TVector sign);
        TVector t = Tangent(shorter, longer, isMiddle, sign, out TVector low);
        return Bits.WithSignOf(QuotientAngle.AngleFrom(origin, t, low), y);
    }

    // Lanes that are not rare get the same bits as above, so it does not show which way a vector took. Two
    // infinities are as 1 and 1, infinity and a number as 1 and 0, and so are two zeros.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector OfAny<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector one = TVector.One;
        TVector infinity = TVector.Create(double.PositiveInfinity);
        TVector longer = Sides(y, x, out TVector shorter);
        TVector rest = TVector.SelectEqual(shorter, infinity, one, shorter * TVector.Zero);
        shorter = TVector.SelectEqual(longer, infinity, rest, shorter);
        longer = TVector.SelectEqual(longer, infinity, one, longer);
        longer = TVector.SelectEqual(longer, TVector.Zero, one, longer);

        // Of subnormal sides a share would be rounded too coarsely.
        TVector up = TVector.SelectLess(longer, TVector.Create(Tiny), TVector.Create(TwoTo200), one);
        TVector isMiddle = IsMiddle(shorter * up, longer * up);
        TVector origin = Origin(y, x, isMiddle, out TVector sign);
        TVector scale = ScaleSides(ref shorter, ref longer, isMiddle);
        TVector scaled = Tangent(shorter, longer, isMiddle, sign, out TVector low);
        TVector t = scaled * scale;
        low = ((scaled - (t / scale)) + low) * scale;
        return Bits.WithSignOf(QuotientAngle.AngleFrom(origin, t, low), y);
    }

    // Scales sides above 2^1000 and below 2^-960; the result is what the quotient is to be multiplied by. It
    // is not 1 only for sides so far apart that nothing but their quotient counts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ScaleSides<TVector>(ref TVector shorter, ref TVector longer, TVector isMiddle)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector one = TVector.One;
        TVector up = TVector.Create(TwoTo200);
        TVector ofHuge = TVector.SelectLess(
            TVector.Create(Huge), longer, TVector.Create(1 / TwoTo200), one);
        TVector ofShorter = TVector.Select(isMiddle, ofHuge, one);
        ofShorter = TVector.SelectLess(shorter, TVector.Create(Tiny), up, ofShorter);
        TVector ofLonger = TVector.SelectLess(longer, TVector.Create(Tiny * TwoTo200), ofShorter, ofHuge);
        shorter *= ofShorter;
        longer *= ofLonger;
        return ofLonger / ofShorter;
    }

    // Each is NaN if both are, the shorter one if either is, so that NaN stays.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sides<TVector>(TVector y, TVector x, out TVector shorter)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector ordinate = TVector.Abs(y);
        TVector abscissa = TVector.Abs(x);
        shorter = TVector.SelectLess(abscissa, ordinate, abscissa, ordinate);
        return TVector.SelectLess(abscissa, ordinate, ordinate, abscissa);
    }

    // The angle between the nearer axis and the point is atan(b/a), or pi/4 + atan((b - a) / (b + a)) where
    // that is nearer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsMiddle<TVector>(TVector b, TVector a)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Less(a * TVector.Create(QuotientAngle.Border), b);

    // Of that angle it is the complement where the ordinate is longer, then the supplement where the abscissa
    // is negative: a multiple of pi/4 from which an angle counts, with a sign. The multiples are sums of pi/2
    // and of what mirrors at the ordinate.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Origin<TVector>(TVector y, TVector x, TVector isMiddle, out TVector sign)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector isSteep = TVector.Less(TVector.Abs(x), TVector.Abs(y));
        TVector signOfX = x & Bits.Sign<TVector>();
        sign = (isSteep & Bits.Sign<TVector>()) ^ signOfX;
        TVector fromRight = ~isSteep & TVector.Create(-HalfPiPart1);
        fromRight = TVector.Select(isMiddle, TVector.Create(-HalfPiPart1 / 2), fromRight);
        return TVector.Create(HalfPiPart1) + (fromRight ^ signOfX);
    }

    // Difference and sum are exact as sums of two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tangent<TVector>(
        TVector b, TVector a, TVector isMiddle, TVector sign, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector top = Pairs.SumOfOrdered(-(a & isMiddle), b, out TVector topLow);
        TVector bottom = Pairs.SumOfOrdered(a, b & isMiddle, out TVector bottomLow);
        return QuotientAngle.Divide(top ^ sign, topLow ^ sign, bottom, bottomLow, out low);
    }
}
