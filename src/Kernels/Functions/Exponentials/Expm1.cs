using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>e to the power x, minus 1, accurate near 0. Within 0.55 units.</summary>
internal readonly struct Expm1 : IUnaryOperator<double>, ICanonicalResults
{
    // e to this, up or down, is normal, and so are all powers of two on the way.
    private const double LargestOrdinary = 700;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        SplitExponential<TVector> exponential = new(x);

        // e^x - 1 = 2^k ((root - 2^-k) + slope + low): the first sum cancels near 0, and is exact there.
        // 2^-k is half of 2^(1-k), which does not leave the range where k is 1024.
        TVector twiceOne = TVector.SubtractBits(TVector.Create(2), exponential.Exponent);
        TVector whole = Pairs.Sum(
            exponential.Root, TVector.Create(-0.5) * twiceOne, out TVector wholeLow);
        TVector sum = Pairs.SumOfOrdered(whole, exponential.Slope, out TVector sumLow);
        TVector y = sum + (exponential.Low + (wholeLow + sumLow));
        y = Bits.CanScale<TVector>()
            ? Bits.ScaleByFloor(y, exponential.N)
            : (y + y) * TVector.AddBits(TVector.Create(0.5), exponential.Exponent);
        y = TVector.SelectLess(TVector.Abs(x), Bits.PowerOfTwo<TVector>(-55), x, y);
        if (TVector.AllLess(TVector.Abs(x), TVector.Create(LargestOrdinary))) return y;

        y = TVector.SelectLess(x, TVector.Create(-LargestOrdinary), -TVector.One, y);
        y = TVector.SelectLess(TVector.Create(710), x, TVector.Create(double.PositiveInfinity), y);
        return Canonical.Of<double, TVector>(y);
    }
}
