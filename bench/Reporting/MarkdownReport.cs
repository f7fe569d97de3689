using System.Globalization;
using ActorCompute.Bench.Measuring;
using ActorCompute.Bench.Rows;

namespace ActorCompute.Bench.Reporting;

/// <summary>Results as tables in Markdown: readable on a terminal, and as they are in docs/performance.md.</summary>
internal static class MarkdownReport
{
    public static void Write(TextWriter writer, Machine machine)
    {
        writer.WriteLine($"{machine.Processor}, {machine.Cores} cores, AVX-512 {(machine.HasAvx512 ? "yes" : "no")}; "
            + $"{machine.Runtime}; {machine.System}; {machine.Peer}; {machine.Date}; load {machine.Load}");
    }

    public static void Write(TextWriter writer, IRow row, RowResult result)
    {
        writer.WriteLine();
        writer.WriteLine($"### {row.Title}");
        writer.WriteLine();
        WriteTable(
            writer,
            ["figure", "bar", "value", "10 % to 90 % of rounds", "verdict"],
            [.. result.Figures.Select(FigureLine)]);
        foreach (Table table in result.Tables)
        {
            writer.WriteLine();
            writer.WriteLine(table.Title);
            writer.WriteLine();
            WriteTable(writer, table.Header, table.Lines);
        }

        if (result.Contests.Count > 0) writer.WriteLine();
        if (result.Contests.Count == 1) WriteContest(writer, result.Contests[0]);
        else WriteMedians(writer, result.Contests);
        foreach (string note in result.Notes)
        {
            writer.WriteLine();
            writer.WriteLine(note);
        }
    }

    public static void Write(TextWriter writer, QuietMoments quiet)
    {
        if (quiet.Disturbed == 0) return;
        writer.WriteLine();
        writer.WriteLine($"{quiet.Disturbed} turns were taken while other programs ran.");
    }

    private static string[] FigureLine(Figure figure)
    {
        string unit = figure.Unit == "x" ? "" : $" {figure.Unit}";
        return
        [
            figure.What,
            figure.Bar is { } bar ? Number(bar) + unit : "",
            Number(figure.Value) + unit,
            $"{Number(figure.Low)} to {Number(figure.High)}",
            figure.Verdict,
        ];
    }

    private static void WriteContest(TextWriter writer, Contest contest) => WriteTable(
        writer,
        [contest.Work, "median", "10 % to 90 % of rounds", "first call"],
        [.. contest.Contenders.Select(samples => new[]
        {
            samples.Name,
            Time(samples.Median),
            $"{Time(Quantile.Of(samples.Rounds, 0.1))} to {Time(Quantile.Of(samples.Rounds, 0.9))}",
            Time(samples.First),
        })]);

    /// <summary>Medians alone, a line a work; one table for all works that have the same contenders.</summary>
    private static void WriteMedians(TextWriter writer, IReadOnlyList<Contest> contests)
    {
        string between = "";
        foreach (IGrouping<string, Contest> group in contests.GroupBy(contest =>
            string.Join('|', contest.Contenders.Select(samples => samples.Name))))
        {
            writer.Write(between);
            between = writer.NewLine;
            WriteTable(
                writer,
                ["median", .. group.First().Contenders.Select(samples => samples.Name)],
                [.. group.Select(contest =>
                    (string[])[contest.Work, .. contest.Contenders.Select(samples => Time(samples.Median))])]);
        }
    }

    private static void WriteTable(TextWriter writer, string[] header, List<string[]> lines)
    {
        int[] widths =
            [.. header.Select((title, column) => lines.Max(line => Math.Max(title.Length, line[column].Length)))];
        WriteLine(header);
        writer.WriteLine($"|{string.Join('|', widths.Select(width => new string('-', width + 2)))}|");
        foreach (string[] line in lines) WriteLine(line);

        void WriteLine(string[] cells) =>
            writer.WriteLine($"| {string.Join(" | ", cells.Select((cell, column) => cell.PadRight(widths[column])))} |");
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => $"{Number(nanoseconds)} ns",
        < 1e6 => $"{Number(nanoseconds / 1e3)} us",
        < 1e9 => $"{Number(nanoseconds / 1e6)} ms",
        _ => $"{Number(nanoseconds / 1e9)} s",
    };

    private static string Number(double value) => value.ToString(
        Math.Abs(value) switch { < 10 => "0.00", < 100 => "0.0", _ => "0" }, CultureInfo.InvariantCulture);
}
