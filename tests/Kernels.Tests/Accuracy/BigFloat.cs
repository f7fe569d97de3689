using System.Numerics;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// <c>Significand * 2^Exponent</c>, exact, of any magnitude. Sums and products are exact too; quotients, and
/// numbers that are <see cref="Rounded"/>, have 256 bits.
/// </summary>
internal readonly record struct BigFloat(BigInteger Significand, int Exponent = 0)
{
    public const int Bits = 256;

    public static implicit operator BigFloat(long value) => new(value);

    public static implicit operator BigFloat(double value)
    {
        if (value == 0) return 0;
        int exponent = Math.ILogB(value) - 52;
        return new BigFloat((BigInteger)Math.ScaleB(value, -exponent), exponent);
    }

    public bool IsZero => Significand.IsZero;

    public int Sign => Significand.Sign;

    /// <summary>The exponent of the greatest power of two that is not above the magnitude.</summary>
    public int Magnitude => (int)BigInteger.Abs(Significand).GetBitLength() - 1 + Exponent;

    public static BigFloat operator -(BigFloat x) => new(-x.Significand, x.Exponent);

    public static BigFloat operator +(BigFloat x, BigFloat y)
    {
        if (x.IsZero) return y;
        if (y.IsZero) return x;
        int exponent = Math.Min(x.Exponent, y.Exponent);
        BigInteger first = x.Significand << (x.Exponent - exponent);
        BigInteger second = y.Significand << (y.Exponent - exponent);
        return new BigFloat(first + second, exponent);
    }

    public static BigFloat operator -(BigFloat x, BigFloat y) => x + -y;

    public static BigFloat operator *(BigFloat x, BigFloat y) =>
        new(x.Significand * y.Significand, x.Exponent + y.Exponent);

    public static BigFloat operator /(BigFloat x, BigFloat y)
    {
        int shift = Math.Max(0, Bits + 2 + y.Magnitude - y.Exponent - (x.Magnitude - x.Exponent));
        BigInteger quotient = (x.Significand << shift) / y.Significand;
        return new BigFloat(quotient, x.Exponent - shift - y.Exponent).Rounded();
    }

    /// <summary>The first 256 bits.</summary>
    public BigFloat Rounded()
    {
        int excess = IsZero ? 0 : Magnitude - Exponent + 1 - Bits;
        return excess <= 0 ? this : new BigFloat(Significand >> excess, Exponent + excess);
    }

    public BigFloat Scale(int exponent) => this with { Exponent = Exponent + exponent };

    /// <summary>The nearest integer.</summary>
    public BigInteger Nearest()
    {
        if (Exponent >= 0) return Significand << Exponent;
        return ((Significand >> (-Exponent - 1)) + 1) >> 1;
    }

    /// <summary>The square root of a number that is not negative, to 256 bits.</summary>
    public static BigFloat Sqrt(BigFloat x)
    {
        if (x.IsZero) return x;
        int half = x.Magnitude / 2;
        BigFloat scaled = x.Scale(-2 * half);
        BigFloat root = Math.Sqrt(scaled.ToDouble());
        for (int step = 0; step < 3; step++) root = ((root + (scaled / root)).Scale(-1)).Rounded();
        return root.Scale(half);
    }

    /// <summary>About the value, to start iterations from: right to some 50 bits.</summary>
    public double ToDouble()
    {
        if (IsZero) return 0;
        int excess = Magnitude - 60 - Exponent;
        BigInteger significand = excess > 0 ? Significand >> excess : Significand << -excess;
        return Math.ScaleB((double)significand, Exponent + excess);
    }
}
