using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>The natural logarithm. Within 0.6 units.</summary>
internal readonly struct Log : IUnaryOperator<double>, ICanonicalResults
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LogarithmInBase<BaseE>.Of(x);
}
