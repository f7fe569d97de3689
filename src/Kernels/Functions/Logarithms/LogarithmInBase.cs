using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>
/// The logarithm of any number, by one way for vectors of normal ones and one for all. NaN is canonical.
/// </summary>
internal static class LogarithmInBase<TBase>
    where TBase : struct, ILogarithmBase
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> =>
        Reduction.AreNormal(x) ? Reduction.OfNormal<TVector, TBase>(x, Bits.Exponent(x)) : OfAny(x);

    // For normal lanes this computes what the short way does, so it does not show which way a vector took.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector OfAny<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector leastNormal = TVector.Create(Bits.LeastNormal);
        TVector normal = TVector.SelectLess(x, leastNormal, x * TVector.Create(Bits.TwoTo54), x);
        TVector more = TVector.SelectLess(x, leastNormal, TVector.Create(-54), TVector.Zero);
        TVector y = Reduction.OfNormal<TVector, TBase>(normal, Bits.Exponent(normal) + more);
        return Canonical.Of<double, TVector>(Reduction.OfSpecials(x, y));
    }
}
