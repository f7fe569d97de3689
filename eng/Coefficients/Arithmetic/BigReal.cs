using System.Numerics;

namespace ActorCompute.Coefficients.Arithmetic;

/// <summary>
/// A real number, an integer times a power of two. Operators round to <see cref="Precision"/> bits, to
/// nearest; numbers made in other ways may be longer, as pi for large angles is.
/// </summary>
internal readonly struct BigReal : IComparable<BigReal>
{
    /// <summary>The bits that an operator's result has.</summary>
    public const int Precision = 256;

    private const int FarApart = 16 * Precision;
    private const int MantissaBits = 53;
    private const int LeastExponent = -1074;

    private readonly BigInteger _integer;
    private readonly int _exponent;

    /// <summary>The integer times 2^exponent, exactly.</summary>
    public BigReal(BigInteger integer, int exponent)
    {
        _integer = integer;
        _exponent = exponent;
    }

    public int Sign => _integer.Sign;

    public bool IsZero => _integer.IsZero;

    /// <summary>The exponent of the greatest power of two that is not above the magnitude.</summary>
    public int Exponent => _exponent + BitLength(_integer) - 1;

    public static implicit operator BigReal(int value) => new(value, 0);

    /// <summary>The double's exact value.</summary>
    public static implicit operator BigReal(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, null);
        if (value == 0) return default;
        int exponent = Math.Max(Math.ILogB(value), LeastExponent + MantissaBits - 1) - MantissaBits + 1;
        return new((BigInteger)Math.ScaleB(value, -exponent), exponent);
    }

    public static BigReal operator +(BigReal left, BigReal right)
    {
        if (left.IsZero) return right;
        if (right.IsZero) return left;

        // Far apart, the lesser is beyond any bit of the sum, and shifting would take memory without end.
        if (left.Exponent - right.Exponent > FarApart) return left;
        if (right.Exponent - left.Exponent > FarApart) return right;
        int exponent = Math.Min(left._exponent, right._exponent);
        return new BigReal(left.IntegerAt(exponent) + right.IntegerAt(exponent), exponent).Rounded(Precision);
    }

    public static BigReal operator -(BigReal value) => new(-value._integer, value._exponent);

    public static BigReal operator -(BigReal left, BigReal right) => left + -right;

    public static BigReal operator *(BigReal left, BigReal right) =>
        new BigReal(left._integer * right._integer, left._exponent + right._exponent).Rounded(Precision);

    public static BigReal operator /(BigReal left, BigReal right) => Divide(left, right, Precision);

    public static bool operator <(BigReal left, BigReal right) => left.CompareTo(right) < 0;

    public static bool operator >(BigReal left, BigReal right) => left.CompareTo(right) > 0;

    public static bool operator <=(BigReal left, BigReal right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BigReal left, BigReal right) => left.CompareTo(right) >= 0;

    /// <summary>The quotient, off by less than a unit in the last of so many bits.</summary>
    public static BigReal Divide(BigReal left, BigReal right, int bits)
    {
        int shift = Math.Max(0, bits + 2 + BitLength(right._integer) - BitLength(left._integer));
        var quotient = new BigReal(
            (left._integer << shift) / right._integer, left._exponent - right._exponent - shift);
        return quotient.Rounded(bits);
    }

    public static BigReal Abs(BigReal value) => new(BigInteger.Abs(value._integer), value._exponent);

    public static BigReal Max(BigReal left, BigReal right) => left < right ? right : left;

    public int CompareTo(BigReal other) => (this - other).Sign;

    /// <summary>The number times 2^exponent, exactly.</summary>
    public BigReal Scaled(int exponent) => new(_integer, _exponent + exponent);

    /// <summary>The greatest integer that is not above the number.</summary>
    public BigInteger Floor() => _exponent >= 0 ? _integer << _exponent : _integer >> -_exponent;

    /// <summary>The nearest integer; halves go up.</summary>
    public BigInteger Round() => (this + new BigReal(1, -1)).Floor();

    /// <summary>The nearest number of so many bits; ties go to the even one.</summary>
    public BigReal Rounded(int bits)
    {
        int excess = BitLength(_integer) - bits;
        return excess <= 0 ? this : RoundedAt(_exponent + excess);
    }

    /// <summary>The nearest double, subnormal or infinite where it has to be; ties go to even.</summary>
    public double ToDouble() => ToDouble(MantissaBits);

    /// <summary>The nearest double whose last <c>53 - bits</c> bits are 0.</summary>
    public double ToDouble(int bits)
    {
        if (IsZero) return 0;
        BigReal rounded = RoundedAt(Math.Max(Exponent - bits + 1, LeastExponent));
        return Math.ScaleB((double)rounded._integer, rounded._exponent);
    }

    /// <summary>
    /// Doubles whose exact sum is the number, as far as they reach: each rounds what those before it left.
    /// </summary>
    /// <param name="parts">How many.</param>
    /// <param name="bits">The length of the first ones; those not mentioned have 53 bits.</param>
    public double[] Split(int parts, params ReadOnlySpan<int> bits)
    {
        var sum = new double[parts];
        BigReal rest = this;
        for (int part = 0; part < parts; part++)
        {
            sum[part] = rest.ToDouble(part < bits.Length ? bits[part] : MantissaBits);
            rest -= sum[part];
        }

        return sum;
    }

    /// <summary>The logarithm of the magnitude to base 2, as far as a double holds it.</summary>
    public double Log2() => IsZero
        ? double.NegativeInfinity
        : Exponent + Math.Log2(Abs(Scaled(-Exponent)).ToDouble());

    public override string ToString() => ToDouble().ToString("R");

    private static int BitLength(BigInteger value) => (int)BigInteger.Abs(value).GetBitLength();

    private BigInteger IntegerAt(int exponent) => _integer << (_exponent - exponent);

    private BigReal RoundedAt(int exponent)
    {
        int shift = exponent - _exponent;
        if (shift <= 0) return this;
        BigInteger kept = _integer >> shift;
        BigInteger twiceRest = (_integer - (kept << shift)) << 1;
        int comparison = twiceRest.CompareTo(BigInteger.One << shift);
        if (comparison > 0 || (comparison == 0 && !kept.IsEven)) kept += 1;
        return new BigReal(kept, exponent);
    }
}
