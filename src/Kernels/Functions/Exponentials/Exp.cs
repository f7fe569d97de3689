using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>
/// e to the power x. Within 1 unit; results below 2^-1022 are subnormal and correctly scaled.
/// </summary>
internal readonly struct Exp : IUnaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => FormerMath.Exp(x);
}
