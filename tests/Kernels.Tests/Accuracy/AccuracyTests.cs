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

    /// <summary>
    /// The bars: what was found, rounded up, and 0.02 units more, so that a loss of accuracy shows.
    /// </summary>
    public static TheoryData<Function, double> Bars() => new()
    {
        { Function.Exp, 0.79 },
        { Function.Exp2, 0.80 },
        { Function.Expm1, 0.56 },
        { Function.Log, 0.56 },
        { Function.Log2, 0.57 },
        { Function.Log10, 0.55 },
        { Function.Log1p, 0.55 },
        { Function.Sin, 0.64 },
        { Function.Cos, 0.66 },
        { Function.Tan, 0.83 },
        { Function.Arcsin, 0.64 },
        { Function.Arccos, 0.60 },
        { Function.Arctan, 0.64 },
        { Function.Arctan2, 0.77 },
        { Function.Sinh, 0.53 },
        { Function.Cosh, 0.57 },
        { Function.Tanh, 0.53 },
        { Function.Arcsinh, 0.54 },
        { Function.Arccosh, 0.57 },
        { Function.Arctanh, 0.58 },
        { Function.Cbrt, 0.53 },
        { Function.Power, 0.59 },
        { Function.Hypot, 0.77 },
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
