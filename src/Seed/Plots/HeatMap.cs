namespace ActorCompute.Seed.Plots;

/// <summary>A value that a heat map shows beside its cells, on the scale.</summary>
internal readonly record struct ScaleMark(string Name, double Value);

/// <summary>
/// A table of positive values as a picture: a cell a value, coloured by its logarithm, with the number in it.
/// The least is framed. Immutable.
/// </summary>
internal sealed record HeatMap
{
    private const double Left = 96;
    private const double Top = 90;
    private const double CellWidth = 88;
    private const double CellHeight = 46;
    private const double ScaleHeight = 14;
    private const double LeastSpan = 1.5;

    // In turn by step: the rule of a cell and the rule of the number on it.
    private static readonly string _styles = string.Join('\n', Enumerable.Range(0, Palette.Steps).Select(
        step => $".s{step} {{ fill: var(--step{step}); }} .n{step} {{ fill: var(--on{step}); }}"))
        + "\n.cell { stroke: var(--paper); stroke-width: 2; }\n.number { font-size: 14px; }"
        + "\n.best { fill: none; stroke: var(--second); stroke-width: 3; }"
        + "\n.mark { stroke: var(--second); stroke-width: 2; }";

    /// <summary>What it shows.</summary>
    public required string Title { get; init; }

    /// <summary>The line under the title.</summary>
    public required string Note { get; init; }

    /// <summary>What the rows are.</summary>
    public required string RowAxis { get; init; }

    /// <summary>What the columns are.</summary>
    public required string ColumnAxis { get; init; }

    /// <summary>What the colours are, with the unit.</summary>
    public required string ScaleTitle { get; init; }

    /// <summary>The names of the rows, from above.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>The names of the columns.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The value of a row and column, above 0.</summary>
    public required Func<int, int, double> Value { get; init; }

    /// <summary>How a value is written.</summary>
    public required Func<double, string> Format { get; init; }

    /// <summary>What the scale points out, two at most: one above it, one below.</summary>
    public required IReadOnlyList<ScaleMark> Marks { get; init; }

    /// <summary>The picture as SVG.</summary>
    public string Draw()
    {
        double right = Left + (Columns.Count * CellWidth);
        double bottom = Top + (Rows.Count * CellHeight);
        using var svg = new SvgDocument(right + 40, bottom + 180, $"{Title}. {Note}", _styles);
        svg.Text("heading", 28, 38, Title);
        svg.Text("note", 28, 62, Note);
        svg.Text("label", (Left + right) / 2, bottom + 44, ColumnAxis, Anchor.Middle);
        svg.UprightText("label", 34, (Top + bottom) / 2, RowAxis);
        for (int row = 0; row < Rows.Count; row++)
        {
            svg.Text("tick", Left - 12, Top + ((row + 0.5) * CellHeight) + 4, Rows[row], Anchor.End);
        }

        for (int column = 0; column < Columns.Count; column++)
        {
            double centre = Left + ((column + 0.5) * CellWidth);
            svg.Text("tick", centre, bottom + 20, Columns[column], Anchor.Middle);
        }

        IEnumerable<double> values = Cells().Select(cell => cell.Value);
        ColourScale scale = ColourScale.Of(values.Concat(Marks.Select(mark => mark.Value)));
        DrawCells(svg, scale);
        DrawScale(svg, scale, right, bottom + 118);
        return svg.Finish();
    }

    private IEnumerable<(int Row, int Column, double Value)> Cells() =>
        from row in Enumerable.Range(0, Rows.Count)
        from column in Enumerable.Range(0, Columns.Count)
        select (row, column, Value(row, column));

    private void DrawCells(SvgDocument svg, ColourScale scale)
    {
        foreach ((int row, int column, double value) in Cells())
        {
            double x = Left + (column * CellWidth);
            double y = Top + (row * CellHeight);
            int step = scale.Step(value);
            svg.Rectangle($"cell s{step}", x, y, CellWidth, CellHeight);
            double baseline = y + (CellHeight / 2) + 5;
            svg.Text($"number n{step}", x + (CellWidth / 2), baseline, Format(value), Anchor.Middle);
        }

        (int bestRow, int bestColumn, _) = Cells().MinBy(cell => cell.Value);
        double bestX = Left + (bestColumn * CellWidth);
        double bestY = Top + (bestRow * CellHeight);
        svg.Rectangle("best", bestX + 2.5, bestY + 2.5, CellWidth - 5, CellHeight - 5);
    }

    private void DrawScale(SvgDocument svg, ColourScale scale, double right, double top)
    {
        svg.Text("note", Left, top - 34, ScaleTitle);
        svg.Rectangle("best", right - 160, top - 46, 20, 14);
        svg.Text("note", right, top - 34, "the best of all cells", Anchor.End);
        double width = (right - Left) / Palette.Steps;
        for (int step = 0; step < Palette.Steps; step++)
        {
            svg.Rectangle($"s{step}", Left + (step * width), top, width, ScaleHeight);
        }

        svg.Text("tick", Left, top + ScaleHeight + 16, Format(scale.Least));
        svg.Text("tick", right, top + ScaleHeight + 16, Format(scale.Most), Anchor.End);
        for (int index = 0; index < Marks.Count; index++)
        {
            ScaleMark mark = Marks[index];
            double x = Left + (scale.Fraction(mark.Value) * (right - Left));
            bool isAbove = index == 0;
            svg.Line("mark", x, top - (isAbove ? 5 : 0), x, top + ScaleHeight + (isAbove ? 0 : 5));
            Anchor anchor = x > (Left + right) / 2 ? Anchor.End : Anchor.Start;
            double baseline = isAbove ? top - 9 : top + ScaleHeight + 34;
            svg.Text("tick", x, baseline, $"{mark.Name} {Format(mark.Value)}", anchor);
        }
    }

    /// <summary>
    /// Where a value stands, by its logarithm, between the least and the most, which are far enough apart
    /// that strong colours mean a strong difference.
    /// </summary>
    private readonly record struct ColourScale(double Least, double Most)
    {
        public static ColourScale Of(IEnumerable<double> values)
        {
            double[] all = [.. values];
            return new ColourScale(all.Min(), Math.Max(all.Max(), all.Min() * LeastSpan));
        }

        public double Fraction(double value) => Math.Log(value / Least) / Math.Log(Most / Least);

        public int Step(double value) => Math.Min(Palette.Steps - 1, (int)(Fraction(value) * Palette.Steps));
    }
}
