using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>
/// The length of the vector (x, y), without overflow on the way; infinite if either is, even beside NaN.
/// Within 1 unit.
/// </summary>
internal readonly struct Hypot : IBinaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double> => FormerMath.Hypot(x, y);
}
