using System.Globalization;
using System.Numerics;

namespace ActorCompute.Reference;

/// <content>Trigonometric functions and their inverses.</content>
public static partial class ReferenceMath
{
    private const int InverseBits = 1280;

    // Bits of a product kept behind the point; floats come as close as 2^-62 to multiples of pi/2.
    private const int FractionBits = 260;

    /// <summary>2 / pi in units of 2^-1280, rounded down.</summary>
    public static BigInteger TwoOverPi { get; } = BigInteger.Parse(
        "0a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561"
        + "b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484"
        + "e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980f"
        + "ef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b"
        + "3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    private static (DoubleDouble Sin, DoubleDouble Cos) SinCos(double x)
    {
        if (Math.Abs(x) <= Math.PI / 4) return SinCosOfSmall(x);
        (int quadrant, DoubleDouble rest) = Reduce(Math.Abs(x));
        (DoubleDouble sin, DoubleDouble cos) = SinCosOfSmall(rest);
        (sin, cos) = quadrant switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
        return (x < 0 ? -sin : sin, cos);
    }

    // The method of Payne and Hanek (1983): the product with the bits of 2 / pi that matter, as an integer.
    private static (int Quadrant, DoubleDouble Angle) Reduce(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        BigInteger significand = (bits & ((1L << 52) - 1)) | (1L << 52);
        int exponent = (int)(bits >> 52) - 1075;
        BigInteger turns = significand * (TwoOverPi >> (InverseBits - FractionBits - exponent));
        BigInteger nearest = (turns + (BigInteger.One << (FractionBits - 1))) >> FractionBits;
        BigInteger fraction = turns - (nearest << FractionBits);
        DoubleDouble rest = ToDoubleDouble(fraction);
        return ((int)(nearest & 3), DoubleDouble.Scale(rest * _halfPi, -FractionBits));
    }

    private static DoubleDouble ToDoubleDouble(BigInteger integer)
    {
        int excess = Math.Max(0, (int)BigInteger.Abs(integer).GetBitLength() - 120);
        integer >>= excess;
        double high = (double)integer;
        double low = (double)(integer - (BigInteger)high);
        return DoubleDouble.Scale(new DoubleDouble(high) + low, excess);
    }

    private static (DoubleDouble Sin, DoubleDouble Cos) SinCosOfSmall(DoubleDouble x)
    {
        if (Math.Abs(x.High) < _tiny) return (x, 1);
        DoubleDouble square = x * x;
        DoubleDouble sin = 0;
        DoubleDouble cos = 0;
        for (int term = 28; term >= 2; term -= 2)
        {
            sin = (_inverseFactorials[term + 1] - sin) * square;
            cos = (_inverseFactorials[term] - cos) * square;
        }

        return (x * (1 - sin), 1 - cos);
    }

    // Newton's method: the angle between the true direction and the approximate one is nearly its sine.
    private static DoubleDouble Angle(DoubleDouble y, DoubleDouble x)
    {
        double first = Math.Atan2(y.High, x.High);
        (DoubleDouble sin, DoubleDouble cos) = SinCos(first);
        return first + (((y * cos) - (x * sin)) / DoubleDouble.Sqrt((x * x) + (y * y)));
    }

    private static Exact Asin(double x) =>
        Math.Abs(x) < TinyForOdd ? x : Math.Abs(x) > 1 ? double.NaN : Angle(x, CosineOf(x));

    private static Exact Acos(double x) => Math.Abs(x) > 1 ? double.NaN : Angle(CosineOf(x), x);

    private static DoubleDouble CosineOf(double sine) =>
        DoubleDouble.Sqrt((1 - (DoubleDouble)sine) * (1 + (DoubleDouble)sine));

    private static Exact Atan(double x)
    {
        if (Math.Abs(x) < TinyForOdd) return x;
        return Math.Abs(x) < 1 / _tiny ? Angle(x, 1) : x < 0 ? -_halfPi : _halfPi;
    }

    private static Exact Atan2(double y, double x)
    {
        if (x == 0 && y == 0) return x.Equals(0.0) ? y : Math.CopySign(1, y) * (2 * _halfPi);
        if (x == 0) return Math.CopySign(1, y) * _halfPi;
        if (y == 0) return x > 0 ? y : Math.CopySign(1, y) * (2 * _halfPi);
        (double ordinate, int ordinateExponent) = Split(Math.Abs(y));
        (double abscissa, int abscissaExponent) = Split(Math.Abs(x));
        int difference = ordinateExponent - abscissaExponent;
        Exact angle;
        if (difference < -56 && x > 0) angle = new Exact((DoubleDouble)ordinate / abscissa, difference);
        else if (difference < -112) angle = 2 * _halfPi;
        else if (difference > 112) angle = _halfPi;
        else angle = Angle(Math.ScaleB(ordinate, difference), Math.CopySign(abscissa, x));
        return y < 0 ? -angle : angle;
    }

    /// <summary>A positive number as one from 1 to 2 and a power of two.</summary>
    private static (double Significand, int Exponent) Split(double x)
    {
        int exponent = Math.ILogB(x);
        return (Math.ScaleB(x, -exponent), exponent);
    }
}
