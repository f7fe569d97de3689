using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// The angle in radians, from -pi to pi, of the point with abscissa x and ordinate y. Within 0.6 units.
/// </summary>
internal readonly struct Atan2 : IBinaryOperator<double>
{
    private const double TwoTo40 = 1L << 40;
    private const double TwoTo200 = TwoTo40 * TwoTo40 * TwoTo40 * TwoTo40 * TwoTo40;
    private const double TwoTo760 = TwoTo200 * TwoTo200 * TwoTo200 * TwoTo40 * TwoTo40 * TwoTo40 * TwoTo40;
    private const double Tiny = 1 / TwoTo200 / TwoTo760;
    private const double Small = 1 / TwoTo760;
    private const double Huge = TwoTo200 * TwoTo40 * TwoTo760;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector longer = Sides(y, x, out TVector shorter);
        TVector isRare = TVector.Less(TVector.Create(Huge), longer)
            | TVector.Less(shorter, TVector.Create(Tiny));
        if (TVector.Any(isRare)) return OfAny(y, x);

        TVector t = Tangent(y, x, shorter, longer, out TVector low, out TVector origin);
        return Bits.WithSignOf(QuotientAngle.AngleFrom(origin, t, low), y);
    }

    // Lanes that are not rare are computed as above, so it does not show which way a vector took. Sides of
    // which one is above 2^1000 or below 2^-960 are scaled; so far apart as to need different scales, only
    // their quotient counts, rounded once. Two infinities are as 1 and 1, infinity and a number as 1 and 0,
    // and so are two zeros.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector OfAny<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector one = TVector.One;
        TVector up = TVector.Create(TwoTo200);
        TVector down = TVector.Create(1 / TwoTo200);
        TVector infinity = TVector.Create(double.PositiveInfinity);
        TVector longer = Sides(y, x, out TVector shorter);
        TVector ofHuge = TVector.SelectLess(TVector.Create(Huge), longer, down, one);
        TVector ofShorter = TVector.SelectLess(shorter, TVector.Create(Tiny), up, ofHuge);
        TVector ofLonger = TVector.SelectLess(longer, TVector.Create(Small), ofShorter, ofHuge);
        TVector scale = TVector.SelectEqual(ofShorter, ofLonger, one, down);
        TVector inverse = TVector.SelectEqual(ofShorter, ofLonger, one, up);

        TVector rest = TVector.SelectEqual(shorter, infinity, one, shorter * TVector.Zero);
        shorter = TVector.SelectEqual(longer, infinity, rest, shorter * ofShorter);
        longer = TVector.SelectEqual(longer, infinity, one, longer * ofLonger);
        longer = TVector.SelectEqual(longer, TVector.Zero, one, longer);

        TVector tangent = Tangent(y, x, shorter, longer, out TVector low, out TVector origin);
        TVector t = tangent * scale;
        low = ((tangent - (t * inverse)) + low) * scale;
        return Bits.WithSignOf(QuotientAngle.AngleFrom(origin, t, low), y);
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
    // b/a is above 1/2: then the difference is exact, and so is the sum, as a sum of two. Of that angle the
    // complement where the ordinate is longer, then the supplement where the abscissa is negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tangent<TVector>(
        TVector y, TVector x, TVector b, TVector a, out TVector low, out TVector origin)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector isMiddle = TVector.Less(a, b + b);
        TVector isSteep = TVector.Less(TVector.Abs(x), TVector.Abs(y));
        TVector signOfX = x & Bits.Sign<TVector>();
        TVector sign = (isSteep & Bits.Sign<TVector>()) ^ signOfX;
        TVector half = isSteep & TVector.Create(HalfPiPart1);
        half = TVector.Select(isMiddle, TVector.Create(HalfPiPart1 / 2), half);
        TVector isLeft = TVector.Less(Bits.WithSignOf(TVector.One, x), TVector.Zero);
        origin = (isLeft & TVector.Create(2 * HalfPiPart1)) + (half ^ signOfX);

        TVector top = (b - (a & isMiddle)) ^ sign;
        TVector bottom = Pairs.SumOfOrdered(a, b & isMiddle, out TVector bottomLow);
        return QuotientAngle.Divide(top, bottom, bottomLow, out low);
    }
}
