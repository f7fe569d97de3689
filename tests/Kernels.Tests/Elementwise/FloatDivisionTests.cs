using System.Globalization;
using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;

namespace ActorCompute.Kernels.Tests.Elementwise;

public class FloatDivisionTests
{
    private static readonly double[] _values =
        [0.0, -0.0, 1, -1, 2.5, -2.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN];

    // NumPy 1.24.2's results: a row a dividend, a column a divisor, in the order above.
    private const string FloorDivide = """
        NaN NaN 0 -0 0 -0 0 -0 NaN
        NaN NaN -0 0 -0 0 -0 0 NaN
        ∞ -∞ 1 -1 0 -1 0 -1 NaN
        -∞ ∞ -1 1 -1 0 -1 0 NaN
        ∞ -∞ 2 -3 1 -1 0 -1 NaN
        -∞ ∞ -3 2 -1 1 -1 0 NaN
        ∞ -∞ NaN NaN NaN NaN NaN NaN NaN
        -∞ ∞ NaN NaN NaN NaN NaN NaN NaN
        NaN NaN NaN NaN NaN NaN NaN NaN NaN
        """;

    private const string Remainder = """
        NaN NaN 0 -0 0 -0 0 -0 NaN
        NaN NaN 0 -0 0 -0 0 -0 NaN
        NaN NaN 0 -0 1 -1.5 1 -∞ NaN
        NaN NaN 0 -0 1.5 -1 ∞ -1 NaN
        NaN NaN 0.5 -0.5 0 -0 2.5 -∞ NaN
        NaN NaN 0.5 -0.5 0 -0 ∞ -2.5 NaN
        NaN NaN NaN NaN NaN NaN NaN NaN NaN
        NaN NaN NaN NaN NaN NaN NaN NaN NaN
        NaN NaN NaN NaN NaN NaN NaN NaN NaN
        """;

    private const string Fmod = """
        NaN NaN 0 0 0 0 0 0 NaN
        NaN NaN -0 -0 -0 -0 -0 -0 NaN
        NaN NaN 0 0 1 1 1 1 NaN
        NaN NaN -0 -0 -1 -1 -1 -1 NaN
        NaN NaN 0.5 0.5 0 0 2.5 2.5 NaN
        NaN NaN -0.5 -0.5 -0 -0 -2.5 -2.5 NaN
        NaN NaN NaN NaN NaN NaN NaN NaN NaN
        NaN NaN NaN NaN NaN NaN NaN NaN NaN
        NaN NaN NaN NaN NaN NaN NaN NaN NaN
        """;

    [Theory]
    [InlineData(Function.FloorDivide, FloorDivide, DType.Float64)]
    [InlineData(Function.Remainder, Remainder, DType.Float64)]
    [InlineData(Function.Fmod, Fmod, DType.Float64)]
    [InlineData(Function.FloorDivide, FloorDivide, DType.Float32)]
    [InlineData(Function.Remainder, Remainder, DType.Float32)]
    [InlineData(Function.Fmod, Fmod, DType.Float32)]
    public void Special_values_divide_as_in_NumPy(Function function, string table, DType type)
    {
        string[] expected = table.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Scalar[] values = [.. _values.Select(value => Scalar.Of(value).ConvertTo(type))];

        Scalar[] dividends = [.. values.SelectMany(value => Enumerable.Repeat(value, values.Length))];
        Scalar[] divisors = [.. values.SelectMany(_ => values)];

        ElementRunner.Run(ElementKernels.Find(function, type), type, [dividends, divisors])
            .Select(result => result.ToDouble().ToString(CultureInfo.InvariantCulture))
            .Select(text => text.Replace("Infinity", "∞", StringComparison.Ordinal))
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float32)]
    public void Finite_elements_divide_as_exact_arithmetic_says(DType type)
    {
        Random random = new(11);
        Scalar[] dividends = Numbers(random, type, 4000);
        Scalar[] divisors = Numbers(random, type, 4000);
        Scalar[] quotients = Run(Function.FloorDivide);
        Scalar[] remainders = Run(Function.Remainder);
        Scalar[] modules = Run(Function.Fmod);
        for (int index = 0; index < dividends.Length; index++)
        {
            BigInteger x = InUnits(dividends[index]);
            BigInteger y = InUnits(divisors[index]);
            BigInteger fmod = BigInteger.Remainder(x, y);
            BigInteger remainder = fmod.IsZero || fmod.Sign == y.Sign ? fmod : fmod + y;
            string what = $"{dividends[index]} and {divisors[index]}";
            InUnits(modules[index]).ShouldBe(fmod, what);
            InUnits(remainders[index]).ShouldBe(Round(remainder, type), what);

            // The quotient itself may have more digits than the dtype.
            BigInteger quotient = (x - remainder) / y;
            if (BigInteger.Abs(quotient) >= 1 << 22) continue;
            quotients[index].ToDouble().ShouldBe((double)quotient, what);
        }

        Scalar[] Run(Function function) =>
            ElementRunner.Run(ElementKernels.Find(function, type), type, [dividends, divisors]);
    }

    // Quarters to millions, so that quotients are ordinary, and exact multiples occur.
    private static Scalar[] Numbers(Random random, DType type, int count) =>
        [.. Enumerable.Range(0, count).Select(index => Scalar.Of(
            index % 2 == 0
                ? (random.Next(1, 40) - 20.5) / 4
                : (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-3, 20))).ConvertTo(type))];

    // The exact value in units of 2^-200.
    private static BigInteger InUnits(Scalar value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value.ToDouble());
        int exponent = (int)((bits >> 52) & 0x7FF);
        if (exponent == 0) return 0;
        BigInteger mantissa = (bits & 0xF_FFFF_FFFF_FFFF) | (1L << 52);
        return (bits < 0 ? -mantissa : mantissa) << (exponent - 1075 + 200);
    }

    private static BigInteger Round(BigInteger units, DType type)
    {
        int excess = (int)BigInteger.Abs(units).GetBitLength() - (type == DType.Float64 ? 53 : 24);
        if (excess <= 0) return units;
        BigInteger unit = BigInteger.One << excess;
        BigInteger low = BigInteger.Abs(units) % unit;
        BigInteger down = BigInteger.Abs(units) - low;
        bool roundsUp = low > unit / 2 || (low == unit / 2 && !(down / unit).IsEven);
        return (roundsUp ? down + unit : down) * units.Sign;
    }
}
