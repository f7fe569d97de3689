using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Simd;

// |x| = n pi/2 + r with |r| <= pi/4, r in two parts, by Cody and Waite's method with fused products; the quadrant
// n mod 4 chooses between the polynomials of sine and cosine and the sign.
public static unsafe partial class VectorMath
{
    // Below this the reduction is accurate; larger arguments are computed lane by lane.
    private const double LargestReducible = 1 << 30;

    /// <summary>The sine of x radians, over the whole range. Within 1 unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sin<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector quadrant = SinAndCosOfReduced(TVector.Abs(x), out TVector sine, out TVector cosine);
        TVector y = TVector.Select(IsOdd(quadrant), cosine, sine) ^ SignOf(quadrant) ^ (x & SignBit<TVector>());
        TVector isHuge = IsHuge(x);
        return TVector.Any(isHuge) ? TVector.Select(isHuge, LaneByLane<TVector, SinFunction>(x), y) : y;
    }

    /// <summary>The cosine of x radians, over the whole range. Within 1 unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cos<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector quadrant = SinAndCosOfReduced(TVector.Abs(x), out TVector sine, out TVector cosine);
        TVector next = TVector.AddBits(quadrant, FromBits<TVector>(1));
        TVector y = TVector.Select(IsOdd(quadrant), sine, cosine) ^ SignOf(next);
        TVector isHuge = IsHuge(x);
        return TVector.Any(isHuge) ? TVector.Select(isHuge, LaneByLane<TVector, CosFunction>(x), y) : y;
    }

    /// <summary>The tangent of x radians, over the whole range. Within 3 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tan<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector quadrant = SinAndCosOfReduced(TVector.Abs(x), out TVector sine, out TVector cosine);
        TVector isOdd = IsOdd(quadrant);
        TVector y = TVector.Select(isOdd, -cosine, sine) / TVector.Select(isOdd, sine, cosine);
        y ^= x & SignBit<TVector>();
        TVector isHuge = IsHuge(x);
        return TVector.Any(isHuge) ? TVector.Select(isHuge, LaneByLane<TVector, TanFunction>(x), y) : y;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsHuge<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.LessOrEqual(TVector.Create(LargestReducible), TVector.Abs(x));

    // All bits of a lane set if the lowest bit of its integer is.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsOdd<TVector>(TVector quadrant)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.SubtractBits(TVector.Zero, quadrant & FromBits<TVector>(1));

    // The sign bit if quadrant mod 4 is 2 or 3, the half turn in which the sine is negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SignOf<TVector>(TVector quadrant)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.ShiftLeft(quadrant, 62) & SignBit<TVector>();

    // For 0 <= a < 2^30: the quadrant in the low bits of an integer, the sine and the cosine of what remains.
    // a - n HalfPi1 is exact: its terms are multiples of a unit of which the difference has less than 2^53.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SinAndCosOfReduced<TVector>(TVector a, out TVector sine, out TVector cosine)
        where TVector : struct, ISimd<TVector, double>
    {
        // pi/2 in three parts of 53 bits.
        const double HalfPi1 = 1.5707963267948966;
        const double HalfPi2 = 6.123233995736766e-17;
        const double HalfPi3 = -1.4973849048591698e-33;
        TVector shift = TVector.Create(RoundingShift);
        TVector quadrant = TVector.MultiplyAdd(a, TVector.Create(0.6366197723675814), shift);
        TVector n = quadrant - shift;
        TVector exact = TVector.MultiplyAdd(n, TVector.Create(-HalfPi1), a);
        TVector r = TVector.MultiplyAdd(n, TVector.Create(-HalfPi2), exact);
        TVector low = TVector.MultiplyAdd(n, TVector.Create(-HalfPi2), exact - r);
        low = TVector.MultiplyAdd(n, TVector.Create(-HalfPi3), low);

        // sin(r + low) = r + (low (1 - r^2/2) + r^3 S(r^2)); cos(r + low) = 1 - r^2/2 + (r^4 C(r^2) - r low), where
        // 1 - r^2/2 is rounded and what was lost added back.
        TVector z = r * r;
        TVector halfSquare = TVector.Create(0.5) * z;
        TVector top = TVector.One - halfSquare;
        sine = r + TVector.MultiplyAdd(z * r, SinTail(z), low * top);
        TVector lost = (TVector.One - top) - halfSquare;
        cosine = top + TVector.MultiplyAdd(z * z, CosTail(z), TVector.MultiplyAdd(-r, low, lost));
        return quadrant;
    }

    // (sin(r) - r) / r^3 for z = r^2, |r| <= 0.7858: minimax of degree 5 by Remez' exchange in 200 bits; the sine is
    // off by at most 2^-58 of itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SinTail<TVector>(TVector z)
        where TVector : struct, ISimd<TVector, double> => Polynomial(
            z,
            -0.16666666666666632,
            0.00833333333332237,
            -0.00019841269829771178,
            2.755731367866839e-06,
            -2.5050755961645004e-08,
            1.5896666511547834e-10);

    // (cos(r) - 1 + r^2/2) / r^4 likewise; the cosine is off by at most 2^-64.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector CosTail<TVector>(TVector z)
        where TVector : struct, ISimd<TVector, double> => Polynomial(
            z,
            0.0416666666666666,
            -0.0013888888888874064,
            2.4801587289443502e-05,
            -2.755731434066483e-07,
            2.087572162440261e-09,
            -1.1359559363038453e-11);

    private readonly struct SinFunction : IScalarFunction
    {
        public static double Invoke(double x) => Math.Sin(x);
    }

    private readonly struct CosFunction : IScalarFunction
    {
        public static double Invoke(double x) => Math.Cos(x);
    }

    private readonly struct TanFunction : IScalarFunction
    {
        public static double Invoke(double x) => Math.Tan(x);
    }
}
