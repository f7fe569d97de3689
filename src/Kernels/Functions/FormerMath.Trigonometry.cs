using ActorCompute.Kernels.Functions.Trigonometry;
using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Functions;

// |x| = n pi/2 + r with |r| <= pi/4, r in two parts, by Cody and Waite's method with fused products; the
// quadrant n mod 4 chooses between the polynomials of sine and cosine and the sign.
internal static unsafe partial class FormerMath
{
    // Below this every step of the reduction is exact; larger arguments are reduced lane by lane.
    private const double LargestReducible = 1 << 23;

    /// <summary>The sine of x radians, over the whole range. Within 1 unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sin<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => OfAngle<TVector, SineOfQuadrant>(x);

    /// <summary>The cosine of x radians, over the whole range. Within 1 unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cos<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => OfAngle<TVector, CosineOfQuadrant>(x);

    /// <summary>The tangent of x radians, over the whole range. Within 3 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tan<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => OfAngle<TVector, TangentOfQuadrant>(x);

    /// <summary>A function of x by the quadrant of |x| and sine and cosine of the angle within it.</summary>
    private interface IFunctionOfQuadrant
    {
        static abstract TVector Invoke<TVector>(TVector x, TVector quadrant, TVector sine, TVector cosine)
            where TVector : struct, ISimd<TVector, double>;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfAngle<TVector, TFunction>(TVector x)
        where TVector : struct, ISimd<TVector, double>
        where TFunction : struct, IFunctionOfQuadrant
    {
        TVector a = TVector.Abs(x);
        if (TVector.Any(TVector.LessOrEqual(TVector.Create(LargestReducible), a)))
        {
            return OfAnyAngle<TVector, TFunction>(x);
        }

        TVector quadrant = ReduceByHalfPi(a, out TVector r, out TVector low);
        SinAndCos(r, low, out TVector sine, out TVector cosine);
        return TFunction.Invoke(x, quadrant, sine, cosine);
    }

    // Lanes that are not large are computed as above, so it does not show which way a vector took.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector OfAnyAngle<TVector, TFunction>(TVector x)
        where TVector : struct, ISimd<TVector, double>
        where TFunction : struct, IFunctionOfQuadrant
    {
        TVector a = TVector.Abs(x);
        TVector quadrant = ReduceByHalfPi(a, out TVector r, out TVector low);
        double* angles = (double*)Unsafe.AsPointer(ref a);
        ulong* quadrants = (ulong*)Unsafe.AsPointer(ref quadrant);
        double* reduced = (double*)Unsafe.AsPointer(ref r);
        double* remainders = (double*)Unsafe.AsPointer(ref low);
        for (int lane = 0; lane < TVector.Count; lane++)
        {
            if (!(angles[lane] >= LargestReducible)) continue;
            quadrants[lane] = LargeAngle.Reduce(angles[lane], out reduced[lane], out remainders[lane]);
        }

        SinAndCos(r, low, out TVector sine, out TVector cosine);
        return TFunction.Invoke(x, quadrant, sine, cosine);
    }

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

    // sin(r + low) = r + (low (1 - r^2/2) + r^3 S(r^2)); cos(r + low) = 1 - r^2/2 + (r^4 C(r^2) - r low),
    // where 1 - r^2/2 is rounded and what was lost added back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SinAndCos<TVector>(TVector r, TVector low, out TVector sine, out TVector cosine)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector z = r * r;
        TVector halfSquare = TVector.Create(0.5) * z;
        TVector top = TVector.One - halfSquare;
        sine = r + TVector.MultiplyAdd(z * r, SinTail(z), low * top);
        TVector lost = (TVector.One - top) - halfSquare;
        cosine = top + TVector.MultiplyAdd(z * z, CosTail(z), TVector.MultiplyAdd(-r, low, lost));
    }

    // The quadrant in the low bits of an integer, and the angle within it.
    // For a < 2^23. a - n HalfPi1 is exact: its terms are multiples of a unit of which the difference has
    // less than 2^53. HalfPi2 has 30 bits, so that n HalfPi2 and what r lost of the difference are exact
    // too; thus r + low is good even where a lies close to a multiple of pi/2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ReduceByHalfPi<TVector>(TVector a, out TVector r, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        const double HalfPi1 = 1.5707963267948966;
        const double HalfPi2 = 6.12323399409214e-17;
        const double HalfPi3 = 1.6446256936324258e-26;
        TVector shift = TVector.Create(RoundingShift);
        TVector quadrant = TVector.MultiplyAdd(a, TVector.Create(0.6366197723675814), shift);
        TVector n = quadrant - shift;
        TVector exact = TVector.MultiplyAdd(n, TVector.Create(-HalfPi1), a);
        r = TVector.MultiplyAdd(n, TVector.Create(-HalfPi2), exact);
        low = TVector.MultiplyAdd(n, TVector.Create(-HalfPi2), exact - r);
        low = TVector.MultiplyAdd(n, TVector.Create(-HalfPi3), low);
        return quadrant;
    }

    // (sin(r) - r) / r^3 for z = r^2, |r| <= 0.7858: minimax of degree 5 by Remez' exchange in 200 bits; the
    // sine is off by at most 2^-58 of itself.
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

    private readonly struct SineOfQuadrant : IFunctionOfQuadrant
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x, TVector quadrant, TVector sine, TVector cosine)
            where TVector : struct, ISimd<TVector, double>
        {
            TVector sign = SignOf(quadrant) ^ (x & SignBit<TVector>());
            return TVector.Select(IsOdd(quadrant), cosine, sine) ^ sign;
        }
    }

    private readonly struct CosineOfQuadrant : IFunctionOfQuadrant
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x, TVector quadrant, TVector sine, TVector cosine)
            where TVector : struct, ISimd<TVector, double>
        {
            TVector next = TVector.AddBits(quadrant, FromBits<TVector>(1));
            return TVector.Select(IsOdd(quadrant), sine, cosine) ^ SignOf(next);
        }
    }

    private readonly struct TangentOfQuadrant : IFunctionOfQuadrant
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Invoke<TVector>(TVector x, TVector quadrant, TVector sine, TVector cosine)
            where TVector : struct, ISimd<TVector, double>
        {
            TVector isOdd = IsOdd(quadrant);
            TVector y = TVector.Select(isOdd, -cosine, sine) / TVector.Select(isOdd, sine, cosine);
            return y ^ (x & SignBit<TVector>());
        }
    }
}
