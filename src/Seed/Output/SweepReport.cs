using System.Globalization;
using ActorCompute.Seed.Measuring;
using ActorCompute.Seed.Plots;

namespace ActorCompute.Seed.Output;

/// <summary>The sweep as a table and as a picture.</summary>
internal static class SweepReport
{
    private const int Width = 9;

    /// <summary>Writes the table: a row for each count of parts, a column for each count at once.</summary>
    public static void Write(TextWriter output, SweepResult result, string? plotPath)
    {
        output.WriteLine(
            $"exp of {Quantity.Of(result.Count, "element")}, split into S parts, C of them dispatched at a "
            + "time:");
        output.WriteLine($"milliseconds, fastest of {Quantity.Of(result.Rounds, "round")}");
        output.WriteLine();
        output.WriteLine($"{"S \\ C",6}{Row(Sweep.Sizes.Select(Name))}");
        for (int row = 0; row < Sweep.Sizes.Count; row++)
        {
            IEnumerable<string> times =
                Sweep.Sizes.Select((_, column) => Milliseconds(result.Seconds(row, column)));
            output.WriteLine($"{Sweep.Sizes[row],6}{Row(times)}");
        }

        output.WriteLine();
        output.WriteLine($"best     {Quantity.Time(result.Best.Seconds)}, {Describe(result.Best)}");
        output.WriteLine($"default  {Quantity.Time(result.DefaultSeconds)}");
        output.WriteLine($"serial   {Quantity.Time(result.SerialSeconds)}");
        output.WriteLine(
            $"run-off  default {Quantity.Time(result.RunOff.Default)}, "
            + $"best {Quantity.Time(result.RunOff.Best)}: default {Standing(result)}");
        output.WriteLine($"workers  {result.Workers}");
        if (plotPath is not null) output.WriteLine($"picture  {plotPath}");
    }

    /// <summary>The picture.</summary>
    public static HeatMap Plot(SweepResult result) => new()
    {
        Title = $"exp of {Quantity.Of(result.Count, "element")}, split and dispatched in 64 ways",
        Note = $"Milliseconds, fastest of {Quantity.Of(result.Rounds, "round")}; "
            + $"{Quantity.Of(result.Workers, "worker")}. In a run-off, the default took {Standing(result)}.",
        RowAxis = "S, parts of the array",
        ColumnAxis = "C, parts dispatched to a worker at a time",
        ScaleTitle = "time in milliseconds, logarithmic",
        Rows = [.. Sweep.Sizes.Select(Name)],
        Columns = [.. Sweep.Sizes.Select(Name)],
        Value = result.Seconds,
        Format = Milliseconds,
        Marks =
        [
            new ScaleMark("ActorCompute's default", result.DefaultSeconds),
            new ScaleMark("serial, no parts", result.SerialSeconds),
        ],
    };

    private static string Standing(SweepResult result)
    {
        double ratio = result.RunOff.DefaultOverBest;
        string percent = (Math.Abs(ratio - 1) * 100).ToString("0.#", CultureInfo.InvariantCulture);
        return $"{percent} % {(ratio < 1 ? "less" : "more")} than the best of the 64";
    }

    private static string Describe(SweepCell cell) =>
        $"{Quantity.Of(cell.Parts, "part")}, {cell.AtOnce} at a time";

    private static string Name(int size) => size.ToString(CultureInfo.InvariantCulture);

    private static string Row(IEnumerable<string> cells) =>
        string.Concat(cells.Select(cell => cell.PadLeft(Width)));

    private static string Milliseconds(double seconds)
    {
        double milliseconds = seconds * 1e3;
        string format = milliseconds switch
        {
            >= 100 => "0",
            >= 10 => "0.0",
            >= 1 => "0.00",
            _ => "0.0000",
        };
        return milliseconds.ToString(format, CultureInfo.InvariantCulture);
    }
}
