using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>
/// The functions in double-double by Taylor series and Newton's method from Math's approximations: nothing
/// in common with the kernels. Good to 2^-90 or better for results that are not subnormal.
/// </summary>
internal static class DoubleDoubleMath
{
    private static readonly DoubleDouble _ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly double[] _halfPi =
        [1.5707963267948966, 6.123233995736766e-17, -1.4973849048591698e-33, 5.562271104316826e-50];

    public static DoubleDouble Of(Function function, double x, double y) => function switch
    {
        Function.Exp => Exp(x),
        Function.Exp2 => Exp2(x),
        Function.Expm1 => Expm1(x),
        Function.Log => Log(x),
        Function.Log2 => Log(x) / _ln2,
        Function.Log10 => Log(x) / Log(10),
        Function.Log1p => LogOfOnePlus(x),
        Function.Sin => SinCos(x).Sin,
        Function.Cos => SinCos(x).Cos,
        Function.Tan => SinCos(x).Sin / SinCos(x).Cos,
        Function.Arcsin => Angle(x, DoubleDouble.Sqrt((1 - (DoubleDouble)x) * (1 + (DoubleDouble)x))),
        Function.Arccos => Angle(DoubleDouble.Sqrt((1 - (DoubleDouble)x) * (1 + (DoubleDouble)x)), x),
        Function.Arctan => Angle(x, 1),
        Function.Arctan2 => Angle(x, y),
        Function.Sinh => Odd(x, a => a < 1 ? SinhNearZero(a) : HalfExp(a) - (0.25 / HalfExp(a))),
        Function.Cosh => HalfExp(Math.Abs(x)) + (0.25 / HalfExp(Math.Abs(x))),
        Function.Tanh => Odd(x, a => a > 40 ? 1 : Expm1(2 * a) / (Expm1(2 * a) + 2)),
        Function.Arcsinh => Odd(x, Asinh),
        Function.Arccosh => Acosh(x),
        Function.Arctanh => Odd(x, a => LogOfOnePlus(2 * (DoubleDouble)a / (1 - (DoubleDouble)a)) * 0.5),
        Function.Cbrt => Odd(x, Cbrt),
        Function.Power => Exp(Log(x) * y),
        Function.Hypot => Hypot(x, y),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no reference"),
    };

    private static DoubleDouble Odd(double x, Func<double, DoubleDouble> ofPositive) =>
        x < 0 ? -ofPositive(-x) : ofPositive(x);

    private static DoubleDouble Exp(DoubleDouble x)
    {
        int exponent = (int)Math.Round(x.High / _ln2.High);
        return DoubleDouble.Scale(1 + Expm1OfSmall(x - (_ln2 * exponent)), exponent);
    }

    private static DoubleDouble Exp2(double x)
    {
        int exponent = (int)Math.Round(x);
        return DoubleDouble.Scale(1 + Expm1OfSmall(_ln2 * (x - exponent)), exponent);
    }

    private static DoubleDouble Expm1(DoubleDouble x) =>
        Math.Abs(x.High) < 0.4 ? Expm1OfSmall(x) : Exp(x) - 1;

    // The series of x / 256, and e^2t - 1 = (e^t - 1)(e^t - 1 + 2) eight times.
    private static DoubleDouble Expm1OfSmall(DoubleDouble x)
    {
        DoubleDouble small = DoubleDouble.Scale(x, -8);
        DoubleDouble sum = 0;
        for (int term = 13; term >= 1; term--) sum = (1 + sum) * small / term;
        for (int doubling = 0; doubling < 8; doubling++) sum *= sum + 2;
        return sum;
    }

    private static DoubleDouble HalfExp(double x) => Exp(x - _ln2);

    private static DoubleDouble SinhNearZero(double x) => (Expm1(x) + (Expm1(x) / (Expm1(x) + 1))) * 0.5;

    private static DoubleDouble Log(DoubleDouble x)
    {
        if (Math.Abs(x.High - 1) < 0.05) return LogOfOnePlus(x - 1);
        int exponent = Math.ILogB(x.High);
        DoubleDouble scaled = DoubleDouble.Scale(x, -exponent);
        double first = Math.Log(scaled.High);
        DoubleDouble excess = (scaled * Exp(-first)) - 1;
        return (_ln2 * exponent) + first + excess - (excess * excess * 0.5);
    }

    // log(1 + x) = 2 artanh(x / (2 + x)).
    private static DoubleDouble LogOfOnePlus(DoubleDouble x)
    {
        if (Math.Abs(x.High) >= 0.05) return Log(1 + x);
        DoubleDouble s = x / (2 + x);
        DoubleDouble square = s * s;
        DoubleDouble sum = 0;
        for (int power = 41; power >= 1; power -= 2) sum = (sum * square) + ((DoubleDouble)1 / power);
        return 2 * s * sum;
    }

    private static (DoubleDouble Sin, DoubleDouble Cos) SinCos(DoubleDouble x)
    {
        double turns = Math.Round(x.High / _halfPi[0]);
        foreach (double part in _halfPi) x -= (DoubleDouble)turns * part;
        DoubleDouble square = x * x;
        DoubleDouble sin = 0;
        DoubleDouble cos = 0;
        for (int term = 30; term >= 2; term -= 2)
        {
            sin = (1 + sin) * -square / (term * (term + 1));
            cos = (1 + cos) * -square / (term * (term - 1));
        }

        (sin, cos) = (x * (1 + sin), 1 + cos);
        return ((long)turns & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    // Newton's method: the angle between the true direction and the approximate one is nearly its sine.
    private static DoubleDouble Angle(DoubleDouble y, DoubleDouble x)
    {
        double first = Math.Atan2(y.High, x.High);
        (DoubleDouble sin, DoubleDouble cos) = SinCos(first);
        return first + (((y * cos) - (x * sin)) / DoubleDouble.Sqrt((x * x) + (y * y)));
    }

    private static DoubleDouble Asinh(double x)
    {
        if (x > 1e20) return Log(x) + _ln2;
        DoubleDouble square = (DoubleDouble)x * x;
        return LogOfOnePlus(x + (square / (1 + DoubleDouble.Sqrt(square + 1))));
    }

    private static DoubleDouble Acosh(double x)
    {
        if (x > 1e20) return Log(x) + _ln2;
        DoubleDouble t = (DoubleDouble)x - 1;
        return LogOfOnePlus(t + DoubleDouble.Sqrt(t * (t + 2)));
    }

    private static DoubleDouble Cbrt(double x)
    {
        DoubleDouble y = Math.Cbrt(x);
        for (int step = 0; step < 2; step++) y -= ((y * y * y) - x) / (3 * y * y);
        return y;
    }

    private static DoubleDouble Hypot(double x, double y)
    {
        int exponent = Math.ILogB(Math.Max(Math.Abs(x), Math.Abs(y)));
        DoubleDouble a = Math.ScaleB(x, -exponent);
        DoubleDouble b = Math.ScaleB(y, -exponent);
        return DoubleDouble.Scale(DoubleDouble.Sqrt((a * a) + (b * b)), exponent);
    }
}
