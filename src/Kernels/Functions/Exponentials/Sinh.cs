using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>The hyperbolic sine. Within 0.55 units.</summary>
internal readonly struct Sinh : IUnaryOperator<double>, ICanonicalResults
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);

        // Where the addend counts, products would underflow, which is slow; there the result is a.
        Hyperbolic<TVector> parts = new(a + Bits.PowerOfTwo<TVector>(-100));

        // Halved, sinh(a) = (2^n - 2^-n)/4 cosh(r) + (2^n + 2^-n)/4 sinh(r).
        TVector difference = Pairs.SumOfOrdered(parts.Growth, -parts.Decay, out TVector differenceLow);
        differenceLow += parts.GrowthError - parts.DecayError;
        TVector sum = Pairs.SumOfOrdered(parts.Growth, parts.Decay, out TVector sumLow);
        sumLow += parts.GrowthError + parts.DecayError;
        TVector slope = Pairs.Product(sum, parts.R, out TVector slopeLow);
        slopeLow = TVector.MultiplyAdd(sumLow, parts.R, slopeLow);
        TVector half = Pairs.SumOfOrdered(difference, slope, out TVector low);
        low += differenceLow + slopeLow;
        low = TVector.MultiplyAdd(sum, TVector.MultiplyAdd(parts.SinhTail, parts.R, parts.Remainder), low);
        half += TVector.MultiplyAdd(difference, parts.CoshTail, low);
        TVector y = TVector.SelectLess(a, Bits.PowerOfTwo<TVector>(-28), a, half + half);
        TVector sign = x & Bits.Sign<TVector>();
        TVector largest = TVector.Create(Hyperbolic.LargestOrdinary);
        if (TVector.AllLess(a, largest)) return y | sign;

        y = TVector.SelectLess(largest, a, TVector.Create(double.PositiveInfinity), y);
        return Canonical.Of<double, TVector>(y | sign);
    }
}
