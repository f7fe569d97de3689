using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>The hyperbolic sine. Within 3 units.</summary>
internal readonly struct Sinh : IUnaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => FormerMath.Sinh(x);
}
