using System.Globalization;
using System.Numerics;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Functions;
using ActorCompute.Bench.Measuring;
using ActorCompute.Reference;

namespace ActorCompute.Bench.Rows;

/// <summary>
/// Every mathematical function on one thread against NumPy and TensorPrimitives, in time and in accuracy.
/// </summary>
internal sealed class MathRow : IRow
{
    private const int Small = 2_000;
    private const double MeanBar = 1.0;
    private const double SingleAccuracyBar = 0.55;
    private const double AccuracyBar = 1.0;

    public string Name => "math";

    public string Title => "mathematical functions";

    public RowResult Measure(BenchContext context)
    {
        using NumPyPeer? numPy = NumPyPeer.TryStartFunctions(context.Count);
        List<Figure> figures = [];
        List<Table> tables = [];
        AddTimings<double>(context, numPy, "float64", figures, tables);
        AddTimings<float>(context, numPy, "float32", figures, tables);
        AddErrors(numPy, figures, tables);
        return new RowResult([], figures, numPy is null ? [NumPyPeer.HowToGet] : []) { Tables = tables };
    }

    private static void AddTimings<T>(
        BenchContext context, NumPyPeer? numPy, string type, List<Figure> figures, List<Table> tables)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isJudged = typeof(T) == typeof(double);
        using var timer = new FunctionTimer<T>(context.Interleaving, numPy, Small, context.Count);
        timer.WarmUp();
        foreach ((string range, Func<MathFunction, Inputs> inputs) in Ranges)
        {
            List<FunctionTiming> timings =
                [.. MathFunction.All.Select(function => timer.Measure(function, inputs(function)))];
            tables.Add(TimingTable($"{type}, {range}: nanoseconds an element", context.Count, timings, isJudged));
            double? meanBar = isJudged ? MeanBar : null;
            AddMean($"in cache, {type}, {range}", timings.Select(timing => timing.SmallRatio));
            AddMean($"in memory, {type}, {range}", timings.Select(timing => timing.LargeRatio));

            void AddMean(string what, IEnumerable<double?> ratios)
            {
                double[] known = [.. ratios.OfType<double>()];
                if (known.Length == 0) return;
                double mean = Math.Exp(known.Average(ratio => Math.Log(ratio)));
                figures.Add(
                    new Figure($"geometric mean against NumPy, {what}", "x", mean, mean, mean, meanBar));
            }
        }
    }

    private static (string Range, Func<MathFunction, Inputs> Inputs)[] Ranges =>
    [
        ("[0, 1)", function => function.Unit),
        ("the whole range", function => function.Whole),
    ];

    private static Table TimingTable(string title, int large, List<FunctionTiming> timings, bool isJudged) => new(
        title,
        [
            "function", $"{Small:N0}", "NumPy", "ratio", "TensorPrimitives", "256/512", $"{large:N0}", "NumPy", "ratio",
            .. isJudged ? ["verdict"] : Array.Empty<string>(),
        ],
        [
            .. timings.Select(timing => (string[])
            [
                timing.Title, Text(timing.Small), Text(timing.SmallNumPy), Text(timing.SmallRatio),
                Text(timing.SmallTensors), Text(timing.WidthRatio), Text(timing.Large), Text(timing.LargeNumPy),
                Text(timing.LargeRatio), .. isJudged ? [timing.Verdict] : Array.Empty<string>(),
            ]),
        ]);

    private static void AddErrors(NumPyPeer? numPy, List<Figure> figures, List<Table> tables)
    {
        List<string[]> lines = [];
        double worst = 0, worstOfSingles = 0;
        foreach (MathFunction function in MathFunction.All
            .Where(function => ReferenceMath.Functions.Contains(function.Function))
            .DistinctBy(function => function.Function))
        {
            var doubles = FunctionErrors.OfDoubles(function.Function, function.NumPy, numPy);
            var singles = FunctionErrors.OfSingles(function.Function, function.NumPy, numPy);
            worst = Math.Max(worst, doubles.Ours);
            worstOfSingles = Math.Max(worstOfSingles, singles.Ours);
            lines.Add(
            [
                function.NumPy,
                .. new[]
                {
                    doubles.Ours, doubles.NumPy, doubles.Tensors, singles.Ours, singles.NumPy, singles.Tensors,
                }.Select(units => FunctionErrors.Text(units)),
                doubles.Ours <= AccuracyBar && singles.Ours <= SingleAccuracyBar ? "met" : "missed",
            ]);
        }

        tables.Add(new Table(
            "the greatest error found, in units in the last place",
            [
                "function", "float64", "NumPy", "TensorPrimitives", "float32", "NumPy", "TensorPrimitives",
                "verdict",
            ],
            lines));
        figures.Add(Units("greatest error found, float64", worst, AccuracyBar));
        figures.Add(Units("greatest error found, float32", worstOfSingles, SingleAccuracyBar));
    }

    private static Figure Units(string what, double units, double bar) =>
        new(what, "ulp", units, units, units, bar);

    private static string Text(double? value) => value is { } number
        ? number.ToString(number < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture)
        : "";
}
