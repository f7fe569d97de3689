using ActorCompute.Seed.Output;

namespace ActorCompute.Seed.Plots;

/// <summary>A line of a chart: its name and its points, x and y above 0.</summary>
internal sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>One field of a chart.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Curves">Three lines, in the order of the legend; the last lies under the others.</param>
/// <param name="Crossing">The point that is marked, or null.</param>
/// <param name="Remark">What is said where none is.</param>
internal sealed record Panel(
    string Title, IReadOnlyList<Curve> Curves, (double X, double Y)? Crossing, string Remark);

/// <summary>Times over counts, both by powers of ten: panels side by side, of one scale. Immutable.</summary>
internal sealed record LogLogChart
{
    private const double Left = 84;
    private const double Top = 150;
    private const double PanelWidth = 440;
    private const double PanelHeight = 400;
    private const double Gap = 64;

    private const string LineStyles =
        """
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .line0 { stroke: var(--first); }
        .line1 { stroke: var(--second); }
        .line2 { stroke: var(--third); stroke-width: 7; stroke-opacity: 0.5; stroke-linecap: round; }
        .dot0 { fill: var(--first); }
        .dot1 { fill: var(--second); }
        .dot2 { fill: var(--third); }
        .drop { stroke: var(--ink); stroke-width: 1; stroke-dasharray: 3 4; }
        .crossing { fill: var(--paper); stroke: var(--ink); stroke-width: 2; }
        """;

    private static readonly string[] _superscripts = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

    /// <summary>What it shows.</summary>
    public required string Title { get; init; }

    /// <summary>The line under the title.</summary>
    public required string Note { get; init; }

    /// <summary>What x is.</summary>
    public required string XAxis { get; init; }

    /// <summary>The fields, from the left.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>The picture as SVG.</summary>
    public string Draw()
    {
        double width = Left + (Panels.Count * (PanelWidth + Gap));
        using var svg = new SvgDocument(width, Top + PanelHeight + 72, $"{Title}. {Note}", LineStyles);
        svg.Text("heading", 28, 38, Title);
        svg.Text("note", 28, 62, Note);
        DrawLegend(svg);
        svg.UprightText("label", 26, Top + (PanelHeight / 2), "time of one call");
        (double, double)[] points = [.. Panels.SelectMany(panel => panel.Curves).SelectMany(c => c.Points)];
        DecadeScale x = DecadeScale.Of(points.Select(point => point.Item1));
        DecadeScale y = DecadeScale.Of(points.Select(point => point.Item2));
        for (int index = 0; index < Panels.Count; index++)
        {
            double left = Left + (index * (PanelWidth + Gap));
            DrawFrame(svg, Panels[index].Title, left, x, y, hasTimes: index == 0);
            Func<(double X, double Y), (double X, double Y)> place = at => (
                left + (x.Fraction(at.X) * PanelWidth),
                Top + ((1 - y.Fraction(at.Y)) * PanelHeight));
            DrawCurves(svg, Panels[index], place);
            DrawCrossing(svg, Panels[index], place, left + PanelWidth);
        }

        return svg.Finish();
    }

    private void DrawLegend(SvgDocument svg)
    {
        double x = 28;
        for (int line = 0; line < Panels[0].Curves.Count; line++)
        {
            string name = Panels[0].Curves[line].Name;
            svg.Line($"line line{line}", x + 4, 90, x + 32, 90);
            svg.Text("label", x + 42, 95, name);
            x += 42 + (name.Length * 7.6) + 26;
        }

        svg.Circle("crossing", x + 8, 90, 5, "the crossing");
        svg.Text("label", x + 22, 95, "parallel overtakes serial");
    }

    private void DrawFrame(
        SvgDocument svg, string title, double left, DecadeScale x, DecadeScale y, bool hasTimes)
    {
        double bottom = Top + PanelHeight;
        svg.Text("label", left, Top - 14, title);
        for (int decade = x.First; decade <= x.Last; decade++)
        {
            double at = left + (x.Fraction(Math.Pow(10, decade)) * PanelWidth);
            svg.Line("grid", at, Top, at, bottom);
            svg.Text("tick", at, bottom + 18, $"10{_superscripts[decade]}", Anchor.Middle);
        }

        for (int decade = y.First; decade <= y.Last; decade++)
        {
            double seconds = Math.Pow(10, decade);
            double at = Top + ((1 - y.Fraction(seconds)) * PanelHeight);
            svg.Line("grid", left, at, left + PanelWidth, at);
            if (hasTimes) svg.Text("tick", left - 10, at + 4, Tick(seconds), Anchor.End);
        }

        svg.Line("axis", left, bottom, left + PanelWidth, bottom);
        svg.Line("axis", left, Top, left, bottom);
        svg.Text("label", left + (PanelWidth / 2), bottom + 46, XAxis, Anchor.Middle);
    }

    private static void DrawCurves(
        SvgDocument svg, Panel panel, Func<(double X, double Y), (double X, double Y)> place)
    {
        for (int line = panel.Curves.Count - 1; line >= 0; line--)
        {
            Curve curve = panel.Curves[line];
            svg.Curve($"line line{line}", curve.Points.Select(place));
            foreach ((double X, double Y) point in curve.Points)
            {
                (double x, double y) = place(point);
                string tip = $"{curve.Name}, {Quantity.Count((long)point.X)}: {Time(point.Y)}";
                svg.Circle($"dot{line}", x, y, 2.5, tip);
            }
        }
    }

    // The low right of a field is free of lines: the words stand there, on the side that has room.
    private static void DrawCrossing(
        SvgDocument svg, Panel panel, Func<(double X, double Y), (double X, double Y)> place, double right)
    {
        const double widest = 110;
        double bottom = Top + PanelHeight;
        if (panel.Crossing is not { } crossing)
        {
            svg.Text("note", right, Top - 14, panel.Remark, Anchor.End);
            return;
        }

        (double x, double y) = place(crossing);
        (string count, string time) = (Quantity.Rounded(crossing.X), Time(crossing.Y));
        svg.Line("drop", x, y, x, bottom);
        svg.Circle("crossing", x, y, 5, $"{count} elements, {time}");
        bool hasRoom = x + widest < right;
        Anchor anchor = hasRoom ? Anchor.Start : Anchor.End;
        svg.Text("label", hasRoom ? x + 10 : x - 10, bottom - 32, count, anchor);
        svg.Text("label", hasRoom ? x + 10 : x - 10, bottom - 14, time, anchor);
    }

    private static string Tick(double seconds) => seconds < 1e-6
        ? $"{Math.Round(seconds * 1e9)} ns"
        : Time(seconds);

    // Quantities are for terminals too, and keep to ASCII.
    private static string Time(double seconds) =>
        Quantity.Time(seconds).Replace(" us", " µs", StringComparison.Ordinal);

    /// <summary>Whole powers of ten around some values.</summary>
    private readonly record struct DecadeScale(int First, int Last)
    {
        public static DecadeScale Of(IEnumerable<double> values)
        {
            double[] decades = [.. values.Select(Math.Log10)];
            int first = (int)Math.Floor(decades.Min() + Slack);
            return new DecadeScale(first, Math.Max(first + 1, (int)Math.Ceiling(decades.Max() - Slack)));
        }

        public double Fraction(double value) => (Math.Log10(value) - First) / (Last - First);

        // The logarithm of a power of ten may miss it by a rounding.
        private const double Slack = 1e-9;
    }
}
