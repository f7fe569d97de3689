namespace ActorCompute.Reference;

/// <content>Exponential and hyperbolic functions, and powers.</content>
public static partial class ReferenceMath
{
    // Results beyond 2^2000 either way all overflow or underflow alike.
    private const double GreatestPower = 1400;

    private static Exact Exp(DoubleDouble x)
    {
        if (Math.Abs(x.High) > GreatestPower) x = Math.CopySign(GreatestPower, x.High);
        int exponent = (int)Math.Round(x.High / _ln2.High);
        DoubleDouble rest = x - (_ln2 * exponent) - (Ln2Rest * exponent);
        return new Exact(1 + Expm1OfSmall(rest), exponent);
    }

    private static Exact Exp2(double x)
    {
        if (Math.Abs(x) > 2000) return new Exact(1, (int)Math.CopySign(2000, x));
        int exponent = (int)Math.Round(x);
        return new Exact(1 + Expm1OfSmall(_ln2 * (x - exponent)), exponent);
    }

    private static Exact Expm1(double x)
    {
        if (Math.Abs(x) < _tiny) return x;
        if (Math.Abs(x) < 0.4) return Expm1OfSmall(x);
        Exact exp = Exp(x);
        return x > 700 ? exp : x < -700 ? -1 : DoubleDouble.Scale(exp.Value, exp.Exponent) - 1;
    }

    // The series of x / 256, and e^2t - 1 = (e^t - 1)(e^t - 1 + 2) eight times.
    private static DoubleDouble Expm1OfSmall(DoubleDouble x)
    {
        if (Math.Abs(x.High) < _tiny) return x;
        DoubleDouble small = DoubleDouble.Scale(x, -8);
        DoubleDouble sum = 0;
        for (int term = 11; term >= 1; term--) sum = (sum + _inverseFactorials[term]) * small;
        for (int doubling = 0; doubling < 8; doubling++) sum *= sum + 2;
        return sum;
    }

    private static Exact Sinh(double x)
    {
        if (x > 40) return HalfExp(x);
        DoubleDouble excess = Expm1(x).Value;
        return (excess + (excess / (excess + 1))) * 0.5;
    }

    private static Exact Cosh(double x)
    {
        if (x > 40) return HalfExp(x);
        Exact exp = Exp(x);
        DoubleDouble whole = DoubleDouble.Scale(exp.Value, exp.Exponent);
        return (whole + (1 / whole)) * 0.5;
    }

    private static Exact Tanh(double x)
    {
        if (x > 40) return 1;
        Exact excess = Expm1(2 * x);
        return excess.Value / (excess.Value + 2);
    }

    private static Exact HalfExp(double x)
    {
        Exact exp = Exp(x);
        return exp with { Exponent = exp.Exponent - 1 };
    }

    private static Exact Pow(double x, double y)
    {
        if (y == 0 || x == 1) return 1;
        bool isInteger = y == Math.Truncate(y);
        if (x < 0 && !isInteger) return double.NaN;
        bool isOdd = isInteger && Math.Abs(y % 2) == 1;
        DoubleDouble logarithm = Log(Math.Abs(x));
        double magnitude = logarithm.High * y;
        DoubleDouble power = Math.Abs(magnitude) > GreatestPower
            ? Math.CopySign(GreatestPower, magnitude)
            : Math.Abs(magnitude) < _tiny ? magnitude : logarithm * y;
        Exact result = Exp(power);
        return x < 0 && isOdd ? -result : result;
    }
}
