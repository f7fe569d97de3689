using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.ExponentialsCoefficients;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>
/// 2 to the power x. Within 0.6 units, 0.8 where the result is subnormal; exact for integers.
/// </summary>
internal readonly struct Exp2 : IUnaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector n = Sixteenths.Round(x, out TVector sixteenths);
        TVector r = x - n;
        TVector square = r * r;
        TVector low = TVector.MultiplyAdd(TVector.Create(Exp2Tail1), r, TVector.Create(Exp2Tail0));
        TVector high = TVector.MultiplyAdd(TVector.Create(Exp2Tail3), r, TVector.Create(Exp2Tail2));
        TVector top = TVector.MultiplyAdd(TVector.Create(Exp2Tail5), r, TVector.Create(Exp2Tail4));
        high = TVector.MultiplyAdd(top, square, high);
        TVector tail = TVector.MultiplyAdd(high, square, low);
        TVector power = TVector.MultiplyAdd(tail, r, TVector.Lookup<RootError>(sixteenths));
        TVector y = Sixteenths.Power(sixteenths, n, power);
        y = TVector.SelectLess(x, TVector.Create(-1076), TVector.Zero, y);
        return TVector.Select(
            TVector.LessOrEqual(TVector.Create(1024), x), TVector.Create(double.PositiveInfinity), y);
    }
}
