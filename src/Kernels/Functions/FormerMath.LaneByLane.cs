using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Functions;

// Functions computed by the platform's library, one lane after the other.
internal static unsafe partial class FormerMath
{
    /// <summary>
    /// x to the power y. Within 1 unit; squares, the powers most used, are rounded correctly and cost a
    /// product.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Pow<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector isSquare = TVector.Equal(y, TVector.Create(2));
        TVector square = x * x;
        return TVector.Any(~isSquare)
            ? TVector.Select(isSquare, square, LaneByLane<TVector, PowFunction>(x, y))
            : square;
    }

    private readonly struct PowFunction : IScalarBinaryFunction
    {
        public static double Invoke(double x, double y) => Math.Pow(x, y);
    }
}
