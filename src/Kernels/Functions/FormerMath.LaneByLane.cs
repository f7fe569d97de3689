using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Functions;

// Functions computed by the platform's library, one lane after the other.
internal static unsafe partial class FormerMath
{
    /// <summary>
    /// The angle in radians, from -pi/2 to pi/2, of which x is the sine; NaN beyond 1. Within 1 unit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Asin<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, AsinFunction>(x);

    /// <summary>
    /// The angle in radians, from 0 to pi, of which x is the cosine; NaN beyond 1. Within 1 unit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Acos<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, AcosFunction>(x);

    /// <summary>
    /// The angle in radians, from -pi/2 to pi/2, of which x is the tangent. Within 1 unit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atan<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, AtanFunction>(x);

    /// <summary>
    /// The angle in radians, from -pi to pi, of the point with abscissa x and ordinate y. Within 1 unit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atan2<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, Atan2Function>(y, x);

    private readonly struct AsinFunction : IScalarFunction
    {
        public static double Invoke(double x) => Math.Asin(x);
    }

    private readonly struct AcosFunction : IScalarFunction
    {
        public static double Invoke(double x) => Math.Acos(x);
    }

    private readonly struct AtanFunction : IScalarFunction
    {
        public static double Invoke(double x) => Math.Atan(x);
    }

    private readonly struct Atan2Function : IScalarBinaryFunction
    {
        public static double Invoke(double x, double y) => Math.Atan2(x, y);
    }
}
