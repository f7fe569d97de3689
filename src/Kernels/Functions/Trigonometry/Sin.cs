using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>The sine of x radians, over the whole range. Within 0.7 units.</summary>
internal readonly struct Sin : IUnaryOperator<double>, ICanonicalResults, IFunctionOfReducedAngle
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => ReducedAngle.Apply<TVector, Sin>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector quadrant, TVector r, TVector low)
        where TVector : struct, ISimd<TVector, double> =>
        SineAndCosine.OfQuadrant(quadrant, r, low, x);
}
