using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>
/// x to the power y. Within 1 unit; squares, the powers most used, are rounded correctly and cost a
/// product.
/// </summary>
internal readonly struct Pow : IBinaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double> => FormerMath.Pow(x, y);
}
