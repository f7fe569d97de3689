using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>The tangent of x radians, over the whole range. Within 3 units.</summary>
internal readonly struct Tan : IUnaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => FormerMath.Tan(x);
}
