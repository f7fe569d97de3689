using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.ExponentialsCoefficients;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>
/// e to the power x. Within 0.7 units; results below 2^-1022 are subnormal and within 0.85 units.
/// </summary>
internal readonly struct Exp : IUnaryOperator<double>, ICanonicalResults
{
    // e to this, up or down, is normal.
    private const double LargestOrdinary = 708;

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
        y = TVector.SelectLess(x, TVector.Create(-746), TVector.Zero, y);
        y = TVector.SelectLess(TVector.Create(710), x, TVector.Create(double.PositiveInfinity), y);
        return Canonical.Of<double, TVector>(y);
    }

    // e^x = 2^n (1 + excess), where the root is 2^(n - floor(n)), rounded.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Excess<TVector>(
        TVector x, out TVector n, out TVector sixteenths, out TVector root)
        where TVector : struct, ISimd<TVector, double>
    {
        n = Sixteenths.Reduce(x, out sixteenths, out TVector r, out _);
        root = TVector.LookupPairs<RootAndError, Root, RootError>(sixteenths, out TVector rootError);
        TVector square = r * r;
        TVector low = TVector.MultiplyAdd(TVector.Create(ExpTail1), r, TVector.Create(ExpTail0));
        TVector high = TVector.MultiplyAdd(TVector.Create(ExpTail3), r, TVector.Create(ExpTail2));
        high = TVector.MultiplyAdd(TVector.Create(ExpTail4), square, high);
        TVector tail = TVector.MultiplyAdd(high, square, low);

        // What the root and the exact r lack, times e^r.
        TVector error = TVector.MultiplyAdd(n, TVector.Create(-Ln2Low), rootError);
        error = TVector.MultiplyAdd(error, r, error);
        return TVector.MultiplyAdd(tail, square, r + error);
    }
}
