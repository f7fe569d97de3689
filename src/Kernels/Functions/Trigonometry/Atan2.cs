using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>
/// The angle in radians, from -pi to pi, of the point with abscissa x and ordinate y. Within 1 unit.
/// </summary>
internal readonly struct Atan2 : IBinaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double> => FormerMath.Atan2(y, x);
}
