using System.Numerics;

namespace ActorCompute.Coefficients.Arithmetic;

/// <summary>
/// Elementary functions of <see cref="BigReal"/>, off by a few units in the last of its bits: the argument
/// is brought near 0 by an identity, there the Taylor series is summed. Where a result is near 0 by the
/// function's nature (sin, expm1, log1p and their like near 0) it keeps its relative accuracy.
/// </summary>
internal static class BigMath
{
    private const int Halvings = 12;
    private static readonly BigReal s_half = new(1, -1);
    private static readonly BigReal s_small = new(1, -10);

    public static BigReal Square(BigReal x) => x * x;

    public static BigReal Sqrt(BigReal x)
    {
        if (x.IsZero) return x;
        int half = x.Exponent >> 1;
        BigReal scaled = x.Scaled(-2 * half);
        BigReal y = Math.Sqrt(scaled.ToDouble());
        for (int step = 0; step < 3; step++) y = (y + (scaled / y)) * s_half;
        return y.Scaled(half);
    }

    public static BigReal Cbrt(BigReal x)
    {
        if (x.IsZero) return x;
        int third = (int)Math.Floor(x.Exponent / 3.0);
        BigReal scaled = x.Scaled(-3 * third);
        BigReal y = Math.Cbrt(scaled.ToDouble());
        for (int step = 0; step < 3; step++) y -= ((y * y * y) - scaled) / (3 * y * y);
        return y.Scaled(third);
    }

    public static BigReal Exp(BigReal x) => (1 + Expm1OfReduced(x, out int n)).Scaled(n);

    public static BigReal Exp2(BigReal x)
    {
        BigInteger n = x.Round();
        return Exp((x - new BigReal(n, 0)) * BigConstants.Ln2).Scaled((int)n);
    }

    public static BigReal Expm1(BigReal x) =>
        Expm1OfReduced(x, out int n).Scaled(n) + (new BigReal(1, n) - 1);

    /// <summary>The natural logarithm.</summary>
    public static BigReal Log(BigReal x)
    {
        if (x.Sign <= 0) throw new ArgumentOutOfRangeException(nameof(x), "The logarithm needs x > 0.");
        BigReal difference = x - 1;
        if (BigReal.Abs(difference) < s_small) return LogNear1(difference);
        int n = x.Exponent;
        BigReal scaled = x.Scaled(-n);

        // Halley's step on e^y = scaled gives three times as many right bits.
        BigReal y = Math.Log(scaled.ToDouble());
        for (int step = 0; step < 2; step++)
        {
            BigReal power = Exp(y);
            y += 2 * (scaled - power) / (scaled + power);
        }

        return (n * BigConstants.Ln2) + y;
    }

    public static BigReal Log1p(BigReal x) => BigReal.Abs(x) < s_small ? LogNear1(x) : Log(1 + x);

    public static BigReal Sinh(BigReal x)
    {
        BigReal t = Expm1(x);
        return (t + (t / (t + 1))) * s_half;
    }

    public static BigReal Asinh(BigReal x) => x.Sign < 0
        ? -Asinh(-x)
        : Log1p(x + (x * x / (1 + Sqrt(1 + (x * x)))));

    public static BigReal Sin(BigReal x) => SineOfQuadrant(x, 0);

    public static BigReal Cos(BigReal x) => SineOfQuadrant(x, 1);

    public static BigReal Tan(BigReal x) => Sin(x) / Cos(x);

    public static BigReal Atan(BigReal x)
    {
        if (x.Sign < 0) return -Atan(-x);
        if (x > 1) return (BigConstants.Pi * s_half) - Atan(1 / x);

        // atan(x) = 2 atan(x / (1 + sqrt(1 + x^2))).
        int doublings = 0;
        for (; x.Sign > 0 && x.Exponent > -6; doublings++) x /= 1 + Sqrt(1 + (x * x));
        BigReal square = -x * x;
        BigReal power = x;
        BigReal sum = SumSeries(
            x,
            x,
            (_, index) =>
            {
                power *= square;
                return power / ((2 * index) + 1);
            },
            first: 1);
        return sum.Scaled(doublings);
    }

    public static BigReal Asin(BigReal x) => BigReal.Abs(x).CompareTo(1) == 0
        ? x * BigConstants.Pi * s_half
        : Atan(x / Sqrt((1 - x) * (1 + x)));

    // e^r - 1 with x = n ln 2 + r: the series for a small part of r, then (1 + y)^2 - 1 = y (y + 2).
    private static BigReal Expm1OfReduced(BigReal x, out int n)
    {
        n = (int)(x / BigConstants.Ln2).Round();
        BigReal y = (x - (n * BigConstants.Ln2)).Scaled(-Halvings);
        BigReal small = y;
        y = SumSeries(y, y, (term, index) => term * small / index, first: 2);
        for (int step = 0; step < Halvings; step++) y *= y + 2;
        return y;
    }

    // log(1 + x) = 2 atanh(x / (2 + x)).
    private static BigReal LogNear1(BigReal x)
    {
        BigReal s = x / (2 + x);
        BigReal square = s * s;
        BigReal power = s;
        BigReal sum = SumSeries(
            s,
            s,
            (_, index) =>
            {
                power *= square;
                return power / ((2 * index) + 1);
            },
            first: 1);
        return 2 * sum;
    }

    // sin(x + quadrant pi/2).
    private static BigReal SineOfQuadrant(BigReal x, int quadrant)
    {
        BigReal halfPi = BigConstants.Pi * s_half;
        BigInteger n = (x / halfPi).Round();
        BigReal r = x - (new BigReal(n, 0) * halfPi);
        quadrant = (int)((n + quadrant) & 3);
        BigReal square = -r * r;
        BigReal sine = (quadrant & 1) == 0
            ? SumSeries(r, r, (term, index) => term * square / (2 * index * ((2 * index) + 1)), first: 1)
            : SumSeries(1, 1, (term, index) => term * square / (2 * index * ((2 * index) - 1)), first: 1);
        return quadrant < 2 ? sine : -sine;
    }

    private static BigReal SumSeries(BigReal sum, BigReal term, Func<BigReal, int, BigReal> next, int first)
    {
        for (int index = first; !term.IsZero && term.Exponent > sum.Exponent - BigReal.Precision - 8; index++)
        {
            term = next(term, index);
            sum += term;
        }

        return sum;
    }
}
