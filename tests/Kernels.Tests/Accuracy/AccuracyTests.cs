using ActorCompute.Arrays.Expressions;
using ActorCompute.Reference;

namespace ActorCompute.Kernels.Tests.Accuracy;

/// <summary>
/// Every function at 200,000 points against the double-double reference, in units in the last place of the
/// exact result. The reference judges every point: it costs about a microsecond, less than any way to show
/// that a point needs no judgement.
/// </summary>
public class AccuracyTests
{
    private const int Count = 200_000;
    private const double SingleBar = 0.55;

    /// <summary>The bars, in units in the last place.</summary>
    public static TheoryData<Function, double> Bars() => new()
    {
        { Function.Exp, 1 },
        { Function.Exp2, 1 },
        { Function.Expm1, 1 },
        { Function.Log, 1 },
        { Function.Log2, 1 },
        { Function.Log10, 1 },
        { Function.Log1p, 1 },
        { Function.Sin, 1 },
        { Function.Cos, 1 },
        { Function.Tan, 1 },
        { Function.Arcsin, 1 },
        { Function.Arccos, 1 },
        { Function.Arctan, 1 },
        { Function.Arctan2, 1 },
        { Function.Sinh, 1 },
        { Function.Cosh, 1 },
        { Function.Tanh, 1 },
        { Function.Arcsinh, 1 },
        { Function.Arccosh, 1 },
        { Function.Arctanh, 1 },
        { Function.Cbrt, 1 },
        { Function.Power, 1 },
        { Function.Hypot, 1 },
    };

    public static TheoryData<Function> Functions => [.. ReferenceMath.Functions];

    [Theory]
    [MemberData(nameof(Bars))]
    public void Float64_is_within_its_bar(Function function, double bar)
    {
        (double X, double Y)[] points = Points.Of(function, Count);
        double[] results = KernelRunner.Run(
            function, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
        var worst = new Worst();
        for (int index = 0; index < points.Length; index++)
        {
            (double x, double y) = points[index];
            worst.Add(ReferenceMath.Of(function, x, y).UnitsFrom(results[index]), x, y, results[index]);
        }

        worst.Error.ShouldBeLessThanOrEqualTo(bar, $"{function}{worst}");
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Float32_is_within_0_55_units(Function function)
    {
        (float X, float Y)[] points = Points.OfSingles(function, Count);
        float[] results = KernelRunner.Run(
            function, [.. points.Select(point => point.X)], [.. points.Select(point => point.Y)]);
        var worst = new Worst();
        for (int index = 0; index < points.Length; index++)
        {
            (float x, float y) = points[index];
            worst.Add(ReferenceMath.Of(function, x, y).UnitsFrom(results[index]), x, y, results[index]);
        }

        worst.Error.ShouldBeLessThanOrEqualTo(SingleBar, $"{function}{worst}");
    }

    [Theory]
    [MemberData(nameof(Bars))]
    public void Goldens_are_met(Function function, double bar)
    {
        (double X, double Y, double Result)[] goldens = [.. Goldens.Of(function)];
        goldens.Length.ShouldBeGreaterThan(20);
        double[] results = KernelRunner.Run(
            function, [.. goldens.Select(golden => golden.X)], [.. goldens.Select(golden => golden.Y)]);
        for (int index = 0; index < goldens.Length; index++)
        {
            (double x, double y, double expected) = goldens[index];

            // The golden result is rounded itself. Neighbouring floats have neighbouring bits.
            long distance = Math.Abs(
                BitConverter.DoubleToInt64Bits(results[index]) - BitConverter.DoubleToInt64Bits(expected));
            distance.ShouldBeLessThanOrEqualTo(
                (long)Math.Ceiling(bar), $"{function}({x:R}, {y:R}) = {results[index]:R}, not {expected:R}");
        }
    }

    /// <summary>The greatest error so far, and where it is.</summary>
    private sealed class Worst
    {
        private (double X, double Y, double Result) _at;

        public double Error { get; private set; } = -1;

        public void Add(double error, double x, double y, double result)
        {
            if (!(error <= Error)) (Error, _at) = (error, (x, y, result));
        }

        public override string ToString() => $"({_at.X:R}, {_at.Y:R}) = {_at.Result:R}";
    }
}
