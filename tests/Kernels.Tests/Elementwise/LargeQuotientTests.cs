using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>
/// fmod, % and // of numbers of any exponents, whose quotients have up to two thousand bits, and of those
/// whose quotient lies beside an integer, to which division rounds it.
/// </summary>
public class LargeQuotientTests
{
    private const int Count = 30_000;

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float32)]
    public void Fmod_is_exact(DType type)
    {
        (Scalar[] dividends, Scalar[] divisors) = Numbers(type);
        Scalar[] results = Run(Function.Fmod, type, dividends, divisors);
        for (int index = 0; index < Count; index++)
        {
            (double x, double y) = (dividends[index].ToDouble(), divisors[index].ToDouble());
            BitConverter.DoubleToInt64Bits(results[index].ToDouble()).ShouldBe(
                BitConverter.DoubleToInt64Bits(ExactFmod(x, y)), $"{x:R} and {y:R}");
        }
    }

    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float32)]
    public void Remainder_and_quotient_are_those_of_NumPys_formulas(DType type)
    {
        (Scalar[] dividends, Scalar[] divisors) = Numbers(type);
        Scalar[] remainders = Run(Function.Remainder, type, dividends, divisors);
        Scalar[] quotients = Run(Function.FloorDivide, type, dividends, divisors);
        for (int index = 0; index < Count; index++)
        {
            (double x, double y) = (dividends[index].ToDouble(), divisors[index].ToDouble());
            double fmod = ExactFmod(x, y);
            (double quotient, double remainder) = type == DType.Float64
                ? DivMod(x, y, fmod)
                : DivMod((float)x, (float)y, (float)fmod);
            BitConverter.DoubleToInt64Bits(remainders[index].ToDouble()).ShouldBe(
                BitConverter.DoubleToInt64Bits(remainder), $"{x:R} % {y:R}");
            BitConverter.DoubleToInt64Bits(quotients[index].ToDouble()).ShouldBe(
                BitConverter.DoubleToInt64Bits(quotient), $"{x:R} // {y:R}");
        }
    }

    // What npy_divmod of NumPy computes, in the dtype's own precision.
    private static (double Quotient, double Remainder) DivMod<T>(T x, T y, T fmod)
        where T : IBinaryFloatingPointIeee754<T>
    {
        bool differ = !T.IsZero(fmod) && T.IsNegative(y) != T.IsNegative(fmod);
        T quotient = (x - fmod) / y;
        if (differ) quotient -= T.One;
        T floor = T.Floor(quotient);
        if (quotient - floor > T.One / (T.One + T.One)) floor += T.One;
        if (T.IsZero(quotient)) floor = T.CopySign(T.Zero, x / y);
        T remainder = T.IsZero(fmod) ? T.CopySign(T.Zero, y) : differ ? fmod + y : fmod;
        return (double.CreateTruncating(floor), double.CreateTruncating(remainder));
    }

    private static double ExactFmod(double x, double y)
    {
        BigInteger rest = BigInteger.Remainder(InUnits(x), InUnits(y));
        int excess = Math.Max((int)BigInteger.Abs(rest).GetBitLength() - 53, 0);
        return Math.CopySign(Math.ScaleB((double)BigInteger.Abs(rest >> excess), excess - 1074), x);
    }

    // The exact value in units of 2^-1074.
    private static BigInteger InUnits(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger mantissa = bits & 0xF_FFFF_FFFF_FFFF;
        if (exponent != 0) mantissa = (mantissa | (1L << 52)) << (exponent - 1);
        return bits < 0 ? -mantissa : mantissa;
    }

    // At both widths, which have to give the same bits.
    private static Scalar[] Run(Function function, DType type, Scalar[] dividends, Scalar[] divisors)
    {
        Scalar[] wide = AtWidth(VectorWidth.Bits512);
        AtWidth(VectorWidth.Bits256).ShouldBe(wide);
        return wide;

        Scalar[] AtWidth(VectorWidth width) =>
            ElementRunner.Run(ElementKernels.Find(function, type, width), type, [dividends, divisors]);
    }

    private static (Scalar[] Dividends, Scalar[] Divisors) Numbers(DType type)
    {
        Random random = new(41);
        var dividends = new Scalar[Count];
        var divisors = new Scalar[Count];
        for (int index = 0; index < Count; index++)
        {
            double divisor = Finite(random, type);
            double dividend = index % 3 == 0 ? Finite(random, type) : BesideMultiple(random, type, divisor);
            divisors[index] = Of(divisor, type);
            dividends[index] = Of(dividend, type);
        }

        return (dividends, divisors);
    }

    // A rounded multiple of the divisor by up to 60 bits, or a neighbour of it.
    private static double BesideMultiple(Random random, DType type, double divisor)
    {
        double multiple = divisor * random.NextInt64(1L << random.Next(1, 61));
        if (!double.IsFinite(type == DType.Float32 ? (float)multiple : multiple)) return divisor;
        return (random.Next(3), type) switch
        {
            (0, DType.Float32) => MathF.BitDecrement((float)multiple),
            (1, DType.Float32) => MathF.BitIncrement((float)multiple),
            (0, _) => Math.BitDecrement(multiple),
            (1, _) => Math.BitIncrement(multiple),
            _ => multiple,
        };
    }

    private static double Finite(Random random, DType type)
    {
        while (true)
        {
            double value = type == DType.Float32
                ? BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, int.MaxValue))
                : BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (double.IsFinite(value) && value != 0) return value;
        }
    }

    private static Scalar Of(double value, DType type) => Scalar.Of(value).ConvertTo(type);
}
