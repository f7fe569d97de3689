namespace ActorCompute.Reference;

/// <content>Logarithms and inverse hyperbolic functions.</content>
public static partial class ReferenceMath
{
    // Above this, sqrt(x^2 + 1) and sqrt(x^2 - 1) are x to 2^-110.
    private const double Huge = 1L << 55;

    private static DoubleDouble Log(DoubleDouble x)
    {
        if (x.High == 0) return double.NegativeInfinity;
        if (!(x.High > 0)) return double.NaN;
        int exponent = Math.ILogB(x.High);
        DoubleDouble scaled = DoubleDouble.Scale(x, -exponent);
        if (scaled.High > 1.4)
        {
            scaled = DoubleDouble.Scale(scaled, -1);
            exponent++;
        }

        DoubleDouble whole = (_ln2 * exponent) + (Ln2Rest * exponent);
        return whole + LogOfScaled(scaled);
    }

    // Newton's method, from an approximation of 53 bits to one of 104, and beyond with the square.
    private static DoubleDouble LogOfScaled(DoubleDouble x)
    {
        if (Math.Abs(x.High - 1) < 0.05) return LogOfOnePlus(x - 1);
        double first = Math.Log(x.High);
        Exact exp = Exp(-first);
        DoubleDouble excess = (x * DoubleDouble.Scale(exp.Value, exp.Exponent)) - 1;
        return first + excess - (excess * excess * 0.5);
    }

    private static DoubleDouble Log1p(double x) =>
        x == -1 ? double.NegativeInfinity : x < -1 ? double.NaN : LogOfOnePlus(x);

    // log(1 + x) = 2 artanh(x / (2 + x)).
    private static DoubleDouble LogOfOnePlus(DoubleDouble x)
    {
        if (Math.Abs(x.High) < _tiny) return x;
        if (Math.Abs(x.High) >= 0.05) return Log(1 + x);
        DoubleDouble s = x / (2 + x);
        DoubleDouble square = s * s;
        DoubleDouble sum = 0;
        for (int power = 21; power >= 1; power -= 2) sum = (sum * square) + _inverses[power];
        return 2 * s * sum;
    }

    private static Exact Asinh(double x)
    {
        if (x > Huge) return Log(x) + _ln2;
        DoubleDouble square = (DoubleDouble)x * x;
        return LogOfOnePlus(x + (square / (1 + DoubleDouble.Sqrt(square + 1))));
    }

    private static Exact Acosh(double x)
    {
        if (x < 1) return double.NaN;
        if (x > Huge) return Log(x) + _ln2;
        DoubleDouble t = (DoubleDouble)x - 1;
        return LogOfOnePlus(t + DoubleDouble.Sqrt(t * (t + 2)));
    }

    private static Exact Atanh(double x) =>
        x == 1 ? double.PositiveInfinity
        : x > 1 ? double.NaN
        : LogOfOnePlus(2 * (DoubleDouble)x / (1 - (DoubleDouble)x)) * 0.5;
}
