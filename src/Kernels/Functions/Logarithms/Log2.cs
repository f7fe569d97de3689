using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>The logarithm to base 2. Within 0.6 units; exact for powers of two.</summary>
internal readonly struct Log2 : IUnaryOperator<double>, ICanonicalResults
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LogarithmInBase<BaseTwo>.Of(x);
}
