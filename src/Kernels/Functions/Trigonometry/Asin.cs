using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// The angle in radians, from -pi/2 to pi/2, of which x is the sine; NaN beyond 1. Within 0.7 units.
/// </summary>
internal readonly struct Asin : IUnaryOperator<double>
{
    // s + tail, or pi/2 - 2 (s + tail).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector s = HalfAngle.Of(a, out TVector tail);
        TVector isLarge = TVector.Less(TVector.Create(HalfAngle.LargestDirect), a);
        TVector factor = TVector.Select(isLarge, TVector.Create(-2), TVector.One);
        TVector origin = isLarge & TVector.Create(HalfPiPart1);
        TVector sum = TVector.MultiplyAdd(factor, s, origin);
        TVector lost = TVector.MultiplyAdd(factor, s, origin - sum);
        lost = TVector.MultiplyAdd(origin, TVector.Create(HalfPiLost), lost);
        return Bits.WithSignOf(sum + TVector.MultiplyAdd(factor, tail, lost), x);
    }
}
