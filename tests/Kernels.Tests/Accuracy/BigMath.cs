using System.Numerics;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// The functions with 256 bits and plain Taylor series, to judge the reference that judges the kernels: slow,
/// simple, and with nothing of either.
/// </summary>
internal static class BigMath
{
    // Of 2 to the power -1400: below the last bit of what the greatest angle leaves.
    private const int PiBits = 1400;

    private static readonly BigFloat _pi = MachinsPi();
    private static readonly BigFloat _halfPi = _pi.Scale(-1);
    private static readonly BigFloat _ln2 = 2 * LogOfOnePlus(new BigFloat(1) / 3, isHalved: true);
    private static readonly BigFloat _ln10 = Log(10);

    /// <summary>Pi to 1,400 bits.</summary>
    public static BigFloat Pi => _pi;

    public static BigFloat Of(Function function, double x, double y) => function switch
    {
        Function.Exp => Exp(x),
        Function.Exp2 => Exp(x * _ln2),
        Function.Expm1 => Expm1(x),
        Function.Log => Log(x),
        Function.Log2 => Log(x) / _ln2,
        Function.Log10 => Log(x) / _ln10,
        Function.Log1p => Log1p(x),
        Function.Sin => SinCos(x).Sin,
        Function.Cos => SinCos(x).Cos,
        Function.Tan => SinCos(x).Sin / SinCos(x).Cos,
        Function.Arcsin => Angle(x, BigFloat.Sqrt(1 - ((BigFloat)x * x))),
        Function.Arccos => Angle(BigFloat.Sqrt(1 - ((BigFloat)x * x)), x),
        Function.Arctan => Angle(x, 1),
        Function.Arctan2 => Angle(x, y),
        Function.Sinh => (Expm1(x) - Expm1(-x)).Scale(-1),
        Function.Cosh => (Exp(x) + Exp(-x)).Scale(-1),
        Function.Tanh => Math.Abs(x) > 1000 ? Math.Sign(x) : Expm1(2 * x) / (Expm1(2 * x) + 2),
        Function.Arcsinh => x < 0 ? -Asinh(-x) : Asinh(x),
        Function.Arccosh => Log1p((BigFloat)x - 1 + BigFloat.Sqrt(((BigFloat)x * x) - 1)),
        Function.Arctanh => (Log1p(x) - Log1p(-x)).Scale(-1),
        Function.Cbrt => Cbrt(x),
        Function.Power => Power(x, y),
        Function.Hypot => BigFloat.Sqrt(((BigFloat)x * x) + ((BigFloat)y * y)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no reference"),
    };

    private static BigFloat Exp(BigFloat x)
    {
        (int twos, BigFloat excess) = PartsOfExp(x);
        return (excess + 1).Scale(twos);
    }

    private static BigFloat Expm1(BigFloat x)
    {
        (int twos, BigFloat excess) = PartsOfExp(x);
        return twos == 0 ? excess : ((excess + 1).Scale(twos) - 1).Rounded();
    }

    // The power of two and what the rest is above 1: of a part of the rest by the series, then by
    // e^2t - 1 = (e^t - 1)(e^t - 1 + 2) as often as the rest was halved.
    private static (int Twos, BigFloat Excess) PartsOfExp(BigFloat x)
    {
        if (x.IsZero) return (0, x);
        if (x.Magnitude > 12) return (x.Sign * 10_000, 0);
        int twos = x.Magnitude < -1 ? 0 : (int)(x / _ln2).Nearest();
        BigFloat rest = (x - (new BigFloat(twos) * _ln2)).Rounded();
        const int Halvings = 20;
        BigFloat part = rest.Scale(-Halvings);
        BigFloat sum = Series(part, (term, power) => term * part / power);
        for (int doubling = 0; doubling < Halvings; doubling++) sum = (sum * (sum + 2)).Rounded();
        return (twos, sum);
    }

    // By Newton's method, which multiplies the bits that are right by three.
    private static BigFloat Log(BigFloat x)
    {
        int exponent = x.Magnitude;
        BigFloat scaled = x.Scale(-exponent);
        if (scaled.ToDouble() > 1.4) scaled = x.Scale(-(++exponent));
        BigFloat excess = scaled - 1;
        BigFloat logarithm = excess.IsZero || excess.Magnitude < -20 ? LogOfOnePlus(excess) : Newton(scaled);
        return ((new BigFloat(exponent) * _ln2) + logarithm).Rounded();
    }

    private static BigFloat Newton(BigFloat x)
    {
        BigFloat y = Math.Log(x.ToDouble());
        for (int step = 0; step < 2; step++)
        {
            BigFloat exp = Exp(y);
            y = (y + (2 * (x - exp) / (x + exp))).Rounded();
        }

        return y;
    }

    private static BigFloat Log1p(BigFloat x) =>
        x.IsZero || x.Magnitude < -20 ? LogOfOnePlus(x) : Log(1 + x);

    // log(1 + x) = 2 artanh(x / (2 + x)); or artanh of x itself.
    private static BigFloat LogOfOnePlus(BigFloat x, bool isHalved = false)
    {
        if (x.IsZero) return x;
        BigFloat s = isHalved ? x : x / (2 + x);
        BigFloat square = (s * s).Rounded();
        BigFloat power = s;
        BigFloat sum = Series(s, (_, count) =>
        {
            power = (power * square).Rounded();
            return power / ((2 * count) - 1);
        });
        return isHalved ? sum : 2 * sum;
    }

    private static (BigFloat Sin, BigFloat Cos) SinCos(BigFloat x)
    {
        if (x.IsZero) return (x, 1);
        BigInteger quadrants = x.Magnitude < -1 ? 0 : Quadrants(x);
        BigFloat rest = (x - (new BigFloat(quadrants) * _halfPi)).Rounded();
        BigFloat square = (rest * rest).Rounded();
        BigFloat sin = Series(rest, (term, n) => -(term * square) / (((2 * n) - 2) * ((2 * n) - 1)));
        BigFloat cos = Series(1, (term, n) => -(term * square) / (((2 * n) - 3) * ((2 * n) - 2)));
        return (int)(quadrants & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    private static BigInteger Quadrants(BigFloat x)
    {
        BigInteger numerator = x.Exponent > 0 ? x.Significand << x.Exponent : x.Significand;
        BigInteger denominator = x.Exponent > 0 ? 1 : BigInteger.One << -x.Exponent;
        return new BigFloat(
            (numerator << PiBits) / (denominator * _halfPi.Scale(PiBits).Nearest())).Nearest();
    }

    // The angle that is left beside the approximation has a small tangent, and a short series.
    private static BigFloat Angle(BigFloat y, BigFloat x)
    {
        if (y.IsZero) return x.Sign < 0 ? _pi.Rounded() : 0;
        int shift = Math.Max(y.Magnitude, x.IsZero ? y.Magnitude : x.Magnitude);
        BigFloat first = Math.Atan2(y.Scale(-shift).ToDouble(), x.Scale(-shift).ToDouble());
        (BigFloat sin, BigFloat cos) = SinCos(first);
        BigFloat tangent = ((y * cos) - (x * sin)).Rounded() / ((x * cos) + (y * sin)).Rounded();
        if (tangent.IsZero) return first;
        BigFloat square = (tangent * tangent).Rounded();
        BigFloat power = tangent;
        BigFloat rest = Series(tangent, (_, count) =>
        {
            power = -(power * square).Rounded();
            return power / ((2 * count) - 1);
        });
        return (first + rest).Rounded();
    }

    private static BigFloat Asinh(BigFloat x)
    {
        BigFloat root = BigFloat.Sqrt((x * x) + 1);
        return Log1p((x + (x * x / (root + 1))).Rounded());
    }

    private static BigFloat Cbrt(double x)
    {
        if (x == 0) return 0;
        BigFloat root = Math.Cbrt(x);
        for (int step = 0; step < 3; step++) root = (root - ((root - (x / (root * root))) / 3)).Rounded();
        return root;
    }

    private static BigFloat Power(double x, double y)
    {
        BigFloat result = Exp((y * Log(Math.Abs(x))).Rounded());
        return x < 0 && Math.Abs(y % 2) == 1 ? -result : result;
    }

    // The first term, and those after it until they no longer count.
    private static BigFloat Series(BigFloat first, Func<BigFloat, int, BigFloat> next)
    {
        BigFloat sum = first;
        BigFloat term = first;
        for (int count = 2; ; count++)
        {
            term = next(term, count).Rounded();
            if (term.IsZero || term.Magnitude < sum.Magnitude - BigFloat.Bits) return sum;
            sum = (sum + term).Rounded();
        }
    }

    // 16 arctan(1/5) - 4 arctan(1/239), of John Machin (1706).
    private static BigFloat MachinsPi()
    {
        const int Guard = 20;
        BigInteger one = BigInteger.One << (PiBits + Guard);
        BigInteger pi = (16 * ArctanOfInverse(5, one)) - (4 * ArctanOfInverse(239, one));
        return new BigFloat(pi >> Guard, -PiBits);
    }

    private static BigInteger ArctanOfInverse(int number, BigInteger one)
    {
        BigInteger power = one / number;
        BigInteger sum = power;
        for (int odd = 3; !power.IsZero; odd += 2)
        {
            power /= -number * number;
            sum += power / odd;
        }

        return sum;
    }
}
