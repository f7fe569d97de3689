using System.Text;

namespace ActorCompute.Coefficients.Output;

/// <summary>Members of a class, as lines of C#.</summary>
internal sealed class SourceText
{
    private const int MaxColumns = 110;
    private const string Indent = "    ";

    private readonly StringBuilder _lines = new();

    /// <summary>A comment, broken into lines.</summary>
    public void Comment(string text)
    {
        var line = new StringBuilder(Indent + "//");
        foreach (string word in text.Split(' '))
        {
            if (line.Length + 1 + word.Length > MaxColumns)
            {
                Line(line.ToString());
                line.Clear().Append(Indent + "//");
            }

            line.Append(' ').Append(word);
        }

        Line(line.ToString());
    }

    public void Constant(string name, double value) =>
        Line($"{Indent}internal const double {name} = {Literal(value)}; // {Bits(value)}");

    /// <summary>Numbers in fixed memory: a pointer to them stays good.</summary>
    public void Table(string name, IReadOnlyList<double> entries)
    {
        const int Columns = 4;
        Line($"{Indent}internal static ReadOnlySpan<double> {name} =>");
        Line($"{Indent}[");
        foreach (string[] row in entries.Select(Literal).Chunk(Columns))
        {
            Line($"{Indent}{Indent}{string.Join(", ", row)},");
        }

        Line($"{Indent}];");
    }

    /// <summary>16 numbers as two vectors of 8 in a type.</summary>
    public void LookupTable(string name, IReadOnlyList<double> entries)
    {
        Line($"{Indent}internal readonly struct {name} : ITableOf16");
        Line($"{Indent}{{");
        double[][] halves = [.. entries.Chunk(entries.Count / 2)];
        VectorOf("First", halves[0]);
        Blank();
        VectorOf("Second", halves[1]);
        Line($"{Indent}}}");
    }

    /// <summary>Tables of 16 as one with rows, in a type.</summary>
    public void LookupRows(string name, IReadOnlyList<string> tables, IReadOnlyList<double[]> rows)
    {
        string[] inWords = ["Pairs", "Triples"];
        string plural = inWords[tables.Count - 2];
        Line($"{Indent}internal readonly struct {name}");
        Line($"{Indent}{Indent}: I{plural}Of16<{string.Join(", ", tables)}>");
        Line($"{Indent}{{");
        SpanOf("Rows", rows);
        Line($"{Indent}}}");
    }

    public void Blank() => Line("");

    public override string ToString() => _lines.ToString();

    private static string Literal(double value) => value.ToString("R").Replace("E", "e");

    private static string Bits(double value) =>
        $"0x{BitConverter.DoubleToUInt64Bits(value):X16}";

    private void VectorOf(string name, double[] elements)
    {
        const string Inner = Indent + Indent;
        Line($"{Inner}public static Vector512<double> {name}");
        Line($"{Inner}{{");
        Line($"{Inner}{Indent}[MethodImpl(MethodImplOptions.AggressiveInlining)]");
        Line($"{Inner}{Indent}get => Vector512.Create(");
        string[][] rows = [.. elements.Select(Fraction).Chunk(2)];
        foreach (string[] row in rows[..^1]) Line($"{Inner}{Indent}{Indent}{string.Join(", ", row)},");
        Line($"{Inner}{Indent}{Indent}{string.Join(", ", rows[^1])});");
        Line($"{Inner}}}");
    }

    private void SpanOf(string name, IReadOnlyList<double[]> rows)
    {
        const string Inner = Indent + Indent;
        Line($"{Inner}public static ReadOnlySpan<double> {name} =>");
        Line($"{Inner}[");
        foreach (double[] row in rows) Line($"{Inner}{Indent}{string.Join(", ", row.Select(Literal))},");

        Line($"{Inner}];");
    }

    // A literal that is no integer for the compiler.
    private static string Fraction(double value) =>
        value == Math.Floor(value) ? Literal(value) + ".0" : Literal(value);

    private void Line(string text) => _lines.Append(text).Append('\n');
}
