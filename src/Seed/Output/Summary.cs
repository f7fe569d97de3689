using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using ActorCompute.Seed.Evaluation;
using ActorCompute.Seed.Options;
using Spectre.Console;

namespace ActorCompute.Seed.Output;

/// <summary>
/// The report for people: a few lines, coloured on a terminal, plain text where redirected.
/// </summary>
internal static class Summary
{
    private const int LongestExpression = 200;

    /// <summary>Writes the report to standard output.</summary>
    public static void Write(EvalOptions options, EvalResult result)
    {
        (string Label, string Text)[] rows = [.. Rows(options, result)];
        int width = rows.Max(row => row.Label.Length) + 2;
        if (Console.IsOutputRedirected) WritePlain(rows, width);
        else WriteToTerminal(rows, width);
    }

    private static IEnumerable<(string Label, string Text)> Rows(EvalOptions options, EvalResult result)
    {
        ArrayDescription elements = result.Last.Elements;
        string count = Quantity.Count(elements.Shape.Count);
        yield return ("expression", Shorten(options.Expression.ToString()));
        yield return ("elements", $"{count} of {elements}, {Quantity.Bytes(elements.Bytes)}");
        yield return (options.Reduction?.Name() ?? "result", ArrayPreview.Of(result.Elements));
        if (result.Last.Warning is { } warning) yield return ("warning", warning);
        if (options.OutputPath is { } path) yield return ("written to", path);
        yield return ("time", Times(result.Seconds, elements.Shape.Count));
        yield return ("workers", Work(result));
    }

    private static string Shorten(string expression) => expression.Length <= LongestExpression
        ? expression
        : $"{expression[..LongestExpression]}...";

    private static string Times(IReadOnlyList<double> seconds, long elements)
    {
        double[] sorted = [.. seconds.Order()];
        double median = sorted[sorted.Length / 2];
        string rate = $"{Quantity.Time(median)}, {Quantity.Rounded(elements / median)} elements/s";
        return sorted.Length == 1
            ? rate
            : $"{rate} (median of {sorted.Length} runs from {Quantity.Time(sorted[0])} to "
                + $"{Quantity.Time(sorted[^1])}, first {Quantity.Time(seconds[0])})";
    }

    private static string Work(EvalResult result)
    {
        JobStatistics statistics = result.Last.Statistics;
        string chunks = $"{result.Workers}, {Quantity.Of(statistics.Chunks, "chunk")} of "
            + $"{Quantity.Count(statistics.ChunkSize)} elements";
        return result.Retries == 0
            ? chunks
            : $"{chunks}, {Quantity.Of(result.Retries, "chunk")} assigned again";
    }

    private static void WritePlain((string Label, string Text)[] rows, int width)
    {
        foreach ((string label, string text) in rows)
        {
            string start = label;
            foreach (string line in text.Split('\n'))
            {
                Console.Out.WriteLine($"{start.PadRight(width)}{line}".TrimEnd());
                start = "";
            }
        }
    }

    private static void WriteToTerminal((string Label, string Text)[] rows, int width)
    {
        var labels = new GridColumn { Width = width, Padding = new Padding(0) };
        Grid grid = new Grid().AddColumn(labels).AddColumn();
        foreach ((string label, string text) in rows)
        {
            grid.AddRow(new Text(label, new Style(Color.Grey)), new Text(text));
        }

        AnsiConsole.Write(grid);
    }
}
