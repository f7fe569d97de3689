using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Simd;

// Functions computed by the platform's library, one lane after the other.
public static unsafe partial class VectorMath
{
    /// <summary>The cube root. Within 1 unit.</summary>
    public static TVector Cbrt<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, CbrtFunction>(x);

    /// <summary>The angle in radians, from -pi/2 to pi/2, of which x is the sine; NaN beyond 1. Within 1 unit.</summary>
    public static TVector Asin<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, AsinFunction>(x);

    /// <summary>The angle in radians, from 0 to pi, of which x is the cosine; NaN beyond 1. Within 1 unit.</summary>
    public static TVector Acos<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, AcosFunction>(x);

    /// <summary>The angle in radians, from -pi/2 to pi/2, of which x is the tangent. Within 1 unit.</summary>
    public static TVector Atan<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, AtanFunction>(x);

    /// <summary>The angle in radians, from -pi to pi, of the point with abscissa x and ordinate y. Within 1 unit.</summary>
    public static TVector Atan2<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double> => LaneByLane<TVector, Atan2Function>(y, x);

    /// <summary>
    /// x to the power y. Within 1 unit; squares, the powers most used, are rounded correctly and cost a product.
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

    /// <summary>
    /// The length of the vector (x, y), without overflow on the way; infinite if either is, even beside NaN.
    /// Within 1 unit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Hypot<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        const double TwoTo500 = 3.273390607896142e+150;
        const double TwoTo600 = 4.149515568880993e+180;
        TVector a = TVector.Abs(x);
        TVector b = TVector.Abs(y);
        TVector longer = TVector.Max(a, b);
        TVector shorter = TVector.Min(a, b);

        // Powers of two bring the squares into range, exactly.
        TVector isLarge = TVector.Less(TVector.Create(TwoTo500), longer);
        TVector isSmall = TVector.Less(longer, TVector.Create(1 / TwoTo500));
        TVector up = TVector.Select(isSmall, TVector.Create(TwoTo600), TVector.One);
        TVector scale = TVector.Select(isLarge, TVector.Create(1 / TwoTo600), up);
        longer *= scale;
        shorter *= scale;

        // h^2 - longer^2 - shorter^2, from exact products, tells how far the rounded root h is off.
        TVector square = longer * longer;
        TVector other = shorter * shorter;
        TVector sum = square + other;
        TVector h = TVector.Sqrt(sum);
        TVector squareOfRoot = h * h;
        TVector residual = ((square - squareOfRoot) + other)
            + (TVector.MultiplyAdd(longer, longer, -square) + TVector.MultiplyAdd(shorter, shorter, -other)
            - TVector.MultiplyAdd(h, h, -squareOfRoot));
        TVector corrected = h + (residual / (h + h));
        TVector length = TVector.Select(TVector.Equal(sum, TVector.Zero), TVector.Zero, corrected / scale);

        TVector infinity = TVector.Create(double.PositiveInfinity);
        return TVector.Select(TVector.Equal(a, infinity) | TVector.Equal(b, infinity), infinity, length);
    }

    private readonly struct CbrtFunction : IScalarFunction
    {
        public static double Invoke(double x) => Math.Cbrt(x);
    }

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

    private readonly struct PowFunction : IScalarBinaryFunction
    {
        public static double Invoke(double x, double y) => Math.Pow(x, y);
    }
}
