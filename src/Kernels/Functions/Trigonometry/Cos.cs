using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>The cosine of x radians, over the whole range. Within 0.7 units.</summary>
internal readonly struct Cos : IUnaryOperator<double>, ICanonicalResults, IFunctionOfReducedAngle
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => ReducedAngle.Apply<TVector, Cos>(x);

    // cos(a) = sin(a + pi/2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector quadrant, TVector r, TVector low)
        where TVector : struct, ISimd<TVector, double> =>
        SineAndCosine.OfQuadrant(
            TVector.AddBits(quadrant, Bits.Create<TVector>(1)), r, low, TVector.Zero);
}
