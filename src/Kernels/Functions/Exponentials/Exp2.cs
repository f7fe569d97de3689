using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>2 to the power x. Within 1 unit; exact for integers.</summary>
internal readonly struct Exp2 : IUnaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => FormerMath.Exp2(x);
}
