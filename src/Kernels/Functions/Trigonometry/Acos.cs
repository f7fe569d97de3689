using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// The angle in radians, from 0 to pi, of which x is the cosine; NaN beyond 1. Within 0.7 units.
/// </summary>
internal readonly struct Acos : IUnaryOperator<double>
{
    // With s and tail of the sign of x: pi/2 - (s + tail), or 2 (s + tail) counted from 0 or from pi.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector s = HalfAngle.Of(a, out TVector tail);
        TVector sign = x & Bits.Sign<TVector>();
        s ^= sign;
        tail ^= sign;
        TVector half = TVector.Create(HalfAngle.LargestDirect);
        TVector factor = TVector.SelectLess(half, a, TVector.Create(2), -TVector.One);
        TVector isLeft = TVector.Less(x, TVector.Zero);
        TVector end = isLeft & TVector.Create(2 * HalfPiPart1);
        TVector origin = TVector.SelectLess(half, a, end, TVector.Create(HalfPiPart1));
        TVector sum = TVector.MultiplyAdd(factor, s, origin);
        TVector lost = TVector.MultiplyAdd(factor, s, origin - sum);
        lost = TVector.MultiplyAdd(origin, TVector.Create(HalfPiLost), lost);
        return sum + TVector.MultiplyAdd(factor, tail, lost);
    }
}
