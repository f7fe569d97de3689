using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// The angle in radians, from -pi/2 to pi/2, of which x is the tangent. Within 0.6 units.
/// </summary>
internal readonly struct Atan : IUnaryOperator<double>
{
    // Beyond 2^54 all angles are pi/2, but infinity must not be divided by.
    private const double Large = 1L << 60;

    // Of a = |x|: from 0 atan(a), from pi/4 atan((a - 1) / (a + 1)) or from pi/2 atan(-1 / a), whichever is
    // at most 1/2. The difference is exact, and so is the sum, as a sum of two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector one = TVector.One;
        TVector two = TVector.Create(2);
        TVector isFlat = TVector.Less(a, two);
        TVector isSteep = TVector.Less(TVector.Create(0.5), a);
        TVector origin = isSteep & TVector.SelectLess(
            a, two, TVector.Create(HalfPiPart1 / 2), TVector.Create(HalfPiPart1));

        TVector large = TVector.Create(Large);
        a = TVector.SelectLess(large, a, large, a);
        TVector top = (a & isFlat) - (one & isSteep);
        TVector bottom = Pairs.SumOfOrdered(one & isFlat, a & isSteep, out TVector bottomLow);
        TVector t = QuotientAngle.Divide(top, bottom, bottomLow, out TVector low);
        return Bits.WithSignOf(QuotientAngle.AngleFrom(origin, t, low), x);
    }
}
