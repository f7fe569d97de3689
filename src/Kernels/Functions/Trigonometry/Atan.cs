using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// The angle in radians, from -pi/2 to pi/2, of which x is the tangent. Within 0.75 units.
/// </summary>
internal readonly struct Atan : IUnaryOperator<double>, ICanonicalResults
{
    // Beyond 2^54 all angles are pi/2, but infinity must not be divided by.
    private const double Large = 1L << 60;

    // Of a = |x|: from 0 atan(a), from pi/4 atan((a - 1) / (a + 1)) or from pi/2 atan(-1 / a), whichever is
    // at most pi/8. Difference and sum are exact as sums of two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector large = TVector.Create(Large);
        bool areOrdinary = TVector.AllLess(a, large);
        if (!areOrdinary) a = TVector.SelectLess(large, a, large, a);
        TVector one = TVector.One;
        TVector upper = TVector.Create(QuotientAngle.UpperBorder);
        TVector isFlat = TVector.Less(a, upper);
        TVector isSteep = TVector.Less(TVector.Create(QuotientAngle.Border), a);
        TVector origin = isSteep & TVector.SelectLess(
            a, upper, TVector.Create(HalfPiPart1 / 2), TVector.Create(HalfPiPart1));

        TVector top = Pairs.SumOfOrdered(TVector.Create(-1) & isSteep, a & isFlat, out TVector topLow);
        TVector bottom = Pairs.SumOfOrdered(one & isFlat, a & isSteep, out TVector bottomLow);
        TVector t = QuotientAngle.Divide(top, topLow, bottom, bottomLow, out TVector low);
        TVector y = Bits.WithSignOf(QuotientAngle.AngleFrom(origin, t, low), x);
        return areOrdinary ? y : Canonical.Of<double, TVector>(y);
    }
}
