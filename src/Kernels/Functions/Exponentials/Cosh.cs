using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>The hyperbolic cosine. Within 0.6 units.</summary>
internal readonly struct Cosh : IUnaryOperator<double>, ICanonicalResults
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        Hyperbolic<TVector> parts = new(a);

        // Halved, cosh(a) = (2^n + 2^-n)/4 cosh(r) + (2^n - 2^-n)/4 sinh(r).
        TVector sum = Pairs.SumOfOrdered(parts.Growth, parts.Decay, out TVector low);
        low += parts.GrowthError + parts.DecayError;
        TVector sinh = TVector.MultiplyAdd(parts.SinhTail, parts.R, parts.R);
        low = TVector.MultiplyAdd(parts.Growth - parts.Decay, sinh, low);
        TVector half = sum + TVector.MultiplyAdd(sum, parts.CoshTail, low);
        TVector y = half + half;
        TVector largest = TVector.Create(Hyperbolic.LargestOrdinary);
        if (TVector.AllLess(a, largest)) return y;

        y = TVector.SelectLess(largest, a, TVector.Create(double.PositiveInfinity), y);
        return Canonical.Of<double, TVector>(y);
    }
}
