using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Functions;

// Roots get one last step of Newton's method with the residual in twice the precision.
internal static unsafe partial class FormerMath
{
    /// <summary>The cube root. Within 0.51 units; exact for cubes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cbrt<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        // |x| = 2^(3q) m with m between sqrt(1/8) and sqrt(8).
        TVector k = SplitOffExponentOfAny(TVector.Abs(x), out TVector f);
        TVector q = TVector.Round(k * TVector.Create(1 / 3.0));
        TVector m = (TVector.One + f) * PowerOfTwo(k - (q * TVector.Create(3)));

        // Minimax of degree 5 by Remez' exchange, good to 2^-10.4; Halley's step makes that 2^-32, Newton's
        // 2^-64.
        TVector y = Polynomial(
            m,
            0.41513625686061834,
            1.0523903270817154,
            -0.7611378506863532,
            0.38700368140756997,
            -0.10447568555241768,
            0.011281169190313849);
        TVector cube = y * y * y;
        y += y * (m - cube) / (cube + cube + m);
        TVector square = y * y;
        TVector squareLow = TVector.MultiplyAdd(y, y, -square);
        TVector residual = TVector.MultiplyAdd(-squareLow, y, TVector.MultiplyAdd(-square, y, m));
        y += residual / (square * TVector.Create(3));

        TVector root = (y * PowerOfTwo(q)) | (x & SignBit<TVector>());
        TVector isOrdinary = TVector.Equal(x - x, TVector.Zero) & ~TVector.Equal(x, TVector.Zero);
        return TVector.Select(isOrdinary, root, x);
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
        TVector length = TVector.SelectEqual(sum, TVector.Zero, TVector.Zero, corrected / scale);

        TVector infinity = TVector.Create(double.PositiveInfinity);
        return TVector.Select(TVector.Equal(a, infinity) | TVector.Equal(b, infinity), infinity, length);
    }
}
