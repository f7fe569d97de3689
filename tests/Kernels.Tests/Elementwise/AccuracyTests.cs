using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Elementwise;

public class AccuracyTests
{
    private const int Count = 20_000;

    /// <summary>
    /// The accuracy that VectorMath states, in units in the last place, and where it is measured.
    /// </summary>
    public static TheoryData<Function, double> Bounds() => new()
    {
        { Function.Exp, 1 },
        { Function.Exp2, 1 },
        { Function.Expm1, 2 },
        { Function.Log, 1 },
        { Function.Log2, 1 },
        { Function.Log10, 1 },
        { Function.Log1p, 2 },
        { Function.Sin, 1 },
        { Function.Cos, 1 },
        { Function.Tan, 3 },
        { Function.Arcsin, 1 },
        { Function.Arccos, 1 },
        { Function.Arctan, 1 },
        { Function.Arctan2, 1 },
        { Function.Sinh, 3 },
        { Function.Cosh, 2 },
        { Function.Tanh, 3 },
        { Function.Arcsinh, 3 },
        { Function.Arccosh, 3 },
        { Function.Arctanh, 3 },
        { Function.Cbrt, 0.51 },
        { Function.Power, 1 },
        { Function.Hypot, 1 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Float64_is_as_accurate_as_stated(Function function, double units)
    {
        (double X, double Y)[] points = Points(function);
        Scalar[] results = Run(function, DType.Float64, points);
        for (int index = 0; index < points.Length; index++)
        {
            (double x, double y) = points[index];
            double error = DoubleDoubleMath.Of(function, x, y).UnitsFrom(results[index].ToDouble());
            error.ShouldBeLessThanOrEqualTo(units, $"{function}({x:R}, {y:R}) = {results[index]}");
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Float32_is_right_to_0_51_units(Function function, double float64Units)
    {
        float64Units.ShouldBeLessThan(4); // what makes 0.51 possible
        (double X, double Y)[] points =
            [.. Points(function).Select(point => ((double)(float)point.X, (double)(float)point.Y))];
        Scalar[] results = Run(function, DType.Float32, points);
        for (int index = 0; index < points.Length; index++)
        {
            (double x, double y) = points[index];
            double exact = DoubleDoubleMath.Of(function, x, y).High;
            if (!IsNormalSingle(exact) || !double.IsNormal(x)) continue;
            double unit = Math.ScaleB(1, Math.ILogB(exact) - 23);
            double error = Math.Abs(results[index].ToDouble() - exact) / unit;
            error.ShouldBeLessThanOrEqualTo(0.51, $"{function}({x:R}, {y:R}) = {results[index]}");
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Goldens_are_met(Function function, double units)
    {
        (double X, double Y, double Result)[] goldens = [.. Goldens.Of(function)];
        goldens.Length.ShouldBeGreaterThan(20);
        Scalar[] results = Run(function, DType.Float64, [.. goldens.Select(golden => (golden.X, golden.Y))]);
        for (int index = 0; index < goldens.Length; index++)
        {
            (double x, double y, double expected) = goldens[index];

            // The golden result is rounded itself. Neighbouring floats have neighbouring bits.
            long distance = Math.Abs(results[index].Bits - BitConverter.DoubleToInt64Bits(expected));
            distance.ShouldBeLessThanOrEqualTo(
                (long)Math.Ceiling(units), $"{function}({x:R}, {y:R}) = {results[index]}, not {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Bounds))]
    public void The_reference_meets_the_goldens_that_it_can(Function function, double units)
    {
        units.ShouldBeGreaterThan(0);
        foreach ((double x, double y, double expected) in Goldens.Of(function))
        {
            double greatest = function is Function.Sin or Function.Cos or Function.Tan ? 1e9 : 1e150;
            bool isInRange = x == 0 || (Math.Abs(x) > 1e-250 && Math.Abs(x) < greatest);
            if (!isInRange || Math.Abs(expected) is < 1e-250 or > 1e300) continue;
            DoubleDoubleMath.Of(function, x, y).High.ShouldBe(expected, $"{function}({x:R}, {y:R})");
        }
    }

    private static Scalar[] Run(Function function, DType type, (double X, double Y)[] points)
    {
        Scalar[] first = [.. points.Select(point => Scalar.Of(point.X).ConvertTo(type))];
        Scalar[] second = [.. points.Select(point => Scalar.Of(point.Y).ConvertTo(type))];
        Scalar[][] arguments = FunctionCases.Arity(function) == 1 ? [first] : [first, second];
        return ElementRunner.Run(ElementKernels.Find(function, type, VectorWidth.Bits512), type, arguments);
    }

    private static bool IsNormalSingle(double value) =>
        Math.Abs(value) is >= 1.1754943508222875e-38 and < 3.4028234663852886e+38;

    private static (double X, double Y)[] Points(Function function)
    {
        Random random = new((int)function);
        return [.. Enumerable.Range(0, Count).Select(index => Point(function, random, index))];
    }

    // Half over the range of the function, half dense where it is delicate.
    private static (double X, double Y) Point(Function function, Random random, int index)
    {
        bool isWide = index % 2 == 0;
        double Between(double least, double greatest) => least + (random.NextDouble() * (greatest - least));
        double Sign() => random.Next(2) == 0 ? -1 : 1;
        double OfMagnitude(int least, int greatest) =>
            Sign() * Math.ScaleB(Between(1, 2), random.Next(least, greatest));
        return function switch
        {
            Function.Exp => (isWide ? Between(-700, 709.7) : Between(-2, 2), 0),
            Function.Exp2 => (isWide ? Between(-1020, 1023.9) : Between(-2, 2), 0),
            Function.Expm1 => (isWide ? Between(-45, 709.7) : OfMagnitude(-40, 1), 0),
            Function.Log or Function.Log2 or Function.Log10 =>
                (isWide ? Math.Abs(OfMagnitude(-1000, 1000)) : 1 + OfMagnitude(-50, -1), 0),
            Function.Log1p => (isWide ? Math.Abs(OfMagnitude(-900, 1000)) : OfMagnitude(-50, -1), 0),
            Function.Sin or Function.Cos or Function.Tan => (index % 4) switch
            {
                0 => (OfMagnitude(0, 29), 0),
                1 => (OfMagnitude(-40, 2), 0),
                2 => (Math.BitIncrement(random.Next(1, 5_000_000) * (Math.PI / 2)), 0),
                _ => (random.Next(1, 100_000) * (Math.PI / 4), 0),
            },
            Function.Arcsin or Function.Arccos => (isWide ? Between(-1, 1) : OfMagnitude(-40, -1), 0),
            Function.Arctan => (OfMagnitude(isWide ? -300 : -5, isWide ? 300 : 5), 0),
            Function.Sinh or Function.Cosh => (isWide ? Between(-710, 710) : OfMagnitude(-40, 2), 0),
            Function.Tanh => (isWide ? Between(-25, 25) : OfMagnitude(-40, 2), 0),
            Function.Arcsinh => (OfMagnitude(isWide ? -300 : -30, isWide ? 1000 : 4), 0),
            Function.Arccosh =>
                (isWide ? Math.Abs(OfMagnitude(1, 1000)) : 1 + Math.Abs(OfMagnitude(-50, 2)), 0),
            Function.Arctanh => (isWide ? Between(-1, 1) : OfMagnitude(-40, -1), 0),
            Function.Cbrt => (OfMagnitude(-800, 800), 0),
            Function.Power => isWide
                ? (Math.Exp(Between(-10, 10)), Between(-50, 50))
                : (1 + OfMagnitude(-20, -1), OfMagnitude(0, 8)),
            Function.Hypot => isWide
                ? (OfMagnitude(-900, 1000), OfMagnitude(-900, 1000))
                : (Between(-9, 9), Between(-9, 9)),
            _ => isWide
                ? (OfMagnitude(-100, 100), OfMagnitude(-100, 100))
                : (OfMagnitude(-3, 3), OfMagnitude(-3, 3)),
        };
    }
}
