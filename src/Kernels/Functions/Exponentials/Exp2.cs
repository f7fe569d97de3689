using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.ExponentialsCoefficients;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>
/// 2 to the power x. Within 0.65 units, 0.85 where the result is subnormal; exact for integers.
/// </summary>
internal readonly struct Exp2 : IUnaryOperator<double>, ICanonicalResults
{
    // 2 to this, up or down, is normal, even if rounding to sixteenths adds to it.
    private const double LargestOrdinary = 1021;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector excess = Excess(x, out TVector n, out TVector sixteenths, out TVector root);
        if (TVector.AllLess(x * x, TVector.Create(LargestOrdinary * LargestOrdinary)))
        {
            return Sixteenths.OrdinaryPower(root, excess, n, sixteenths);
        }

        TVector y = Sixteenths.Power(root, excess, n, sixteenths);
        y = TVector.SelectLess(x, TVector.Create(-1076), TVector.Zero, y);
        y = TVector.Select(
            TVector.LessOrEqual(TVector.Create(1024), x), TVector.Create(double.PositiveInfinity), y);
        return Canonical.Of<double, TVector>(y);
    }

    // 2^x = 2^n (1 + excess), where the root is 2^(n - floor(n)), rounded.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Excess<TVector>(
        TVector x, out TVector n, out TVector sixteenths, out TVector root)
        where TVector : struct, ISimd<TVector, double>
    {
        n = Sixteenths.Round(x, out sixteenths);
        root = TVector.LookupPairs<RootAndError, Root, RootError>(sixteenths, out TVector rootError);
        TVector r = x - n;
        TVector square = r * r;
        TVector low = TVector.MultiplyAdd(TVector.Create(Exp2Tail1), r, TVector.Create(Exp2Tail0));
        TVector high = TVector.MultiplyAdd(TVector.Create(Exp2Tail3), r, TVector.Create(Exp2Tail2));
        TVector top = TVector.MultiplyAdd(TVector.Create(Exp2Tail5), r, TVector.Create(Exp2Tail4));
        high = TVector.MultiplyAdd(top, square, high);
        TVector tail = TVector.MultiplyAdd(high, square, low);
        return TVector.MultiplyAdd(tail, r, rootError);
    }
}
