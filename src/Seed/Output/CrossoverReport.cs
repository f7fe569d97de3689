using ActorCompute.Seed.Measuring;
using ActorCompute.Seed.Plots;

namespace ActorCompute.Seed.Output;

/// <summary>The crossover as tables and as a picture.</summary>
internal static class CrossoverReport
{
    private const int CountWidth = 13;
    private const int Width = 12;

    /// <summary>Writes a table for each function.</summary>
    public static void Write(TextWriter output, CrossoverResult result, string? plotPath)
    {
        foreach (CrossoverSeries series in result.Series)
        {
            output.WriteLine($"{series.Name}, fastest of {Quantity.Of(result.Rounds, "round")}");
            output.WriteLine(Row("elements", "serial", "parallel", "default"));
            foreach (CrossoverPoint point in series.Points)
            {
                output.WriteLine(Row(
                    Quantity.Count(point.Count),
                    Quantity.Time(point.Serial),
                    Quantity.Time(point.Parallel),
                    Quantity.Time(point.Default)));
            }

            output.WriteLine(Describe(series));
            output.WriteLine();
        }

        output.WriteLine($"workers  {result.Workers}");
        if (plotPath is not null) output.WriteLine($"picture  {plotPath}");
    }

    /// <summary>The picture.</summary>
    public static LogLogChart Plot(CrossoverResult result) => new()
    {
        Title = "When does parallel pay?",
        Note = $"Fastest of {Quantity.Of(result.Rounds, "round")}; "
            + $"{Quantity.Of(result.Workers, "worker")}. Parallel at any price: one equal chunk a worker, "
            + "however small the job.",
        XAxis = "elements",
        Panels = [.. result.Series.Select(PanelOf)],
    };

    private static Panel PanelOf(CrossoverSeries series) => new(
        series.Name,
        [
            CurveOf("serial", series, point => point.Serial),
            CurveOf("parallel at any price", series, point => point.Parallel),
            CurveOf("ActorCompute's default", series, point => point.Default),
        ],
        series.Crossing is { } crossing ? (crossing.Count, crossing.Seconds) : null,
        series.DoesParallelWin ? "parallel is faster throughout" : "parallel never overtakes serial");

    private static Curve CurveOf(string name, CrossoverSeries series, Func<CrossoverPoint, double> seconds) =>
        new(name, [.. series.Points.Select(point => ((double)point.Count, seconds(point)))]);

    private static string Describe(CrossoverSeries series)
    {
        if (series.Crossing is { } crossing)
        {
            return $"parallel overtakes serial at {Quantity.Rounded(crossing.Count)} elements, "
                + Quantity.Time(crossing.Seconds);
        }

        CrossoverPoint last = series.Points[^1];
        return series.DoesParallelWin
            ? "parallel is faster throughout"
            : $"parallel does not overtake serial up to {Quantity.Count(last.Count)} elements";
    }

    private static string Row(string count, string serial, string parallel, string byDefault) =>
        $"{count,CountWidth}{serial,Width}{parallel,Width}{byDefault,Width}";
}
