using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.ExponentialsCoefficients;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>
/// e to the power x. Within 0.7 units; results below 2^-1022 are subnormal and within 0.8 units.
/// </summary>
internal readonly struct Exp : IUnaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector n = Sixteenths.Reduce(x, out TVector sixteenths, out TVector r, out _);
        TVector square = r * r;
        TVector low = TVector.MultiplyAdd(TVector.Create(ExpTail1), r, TVector.Create(ExpTail0));
        TVector high = TVector.MultiplyAdd(TVector.Create(ExpTail3), r, TVector.Create(ExpTail2));
        high = TVector.MultiplyAdd(TVector.Create(ExpTail4), square, high);
        TVector tail = TVector.MultiplyAdd(high, square, low);

        // What the root and the exact r lack, times e^r.
        TVector error = TVector.MultiplyAdd(
            n, TVector.Create(-Ln2Low), TVector.Lookup<RootError>(sixteenths));
        error = TVector.MultiplyAdd(error, r, error);
        TVector expm1 = TVector.MultiplyAdd(tail, square, r + error);
        TVector y = Sixteenths.Power(sixteenths, n, expm1);
        y = TVector.SelectLess(x, TVector.Create(-746), TVector.Zero, y);
        return TVector.SelectLess(TVector.Create(710), x, TVector.Create(double.PositiveInfinity), y);
    }
}
