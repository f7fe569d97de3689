using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ActorCompute.Seed.Measuring;

namespace ActorCompute.Seed.Tests;

public sealed partial class MeasuringTests : IDisposable
{
    private static readonly XNamespace _svg = "http://www.w3.org/2000/svg";
    private static readonly int[] _sizes = [1, 2, 4, 8, 16, 32, 64, 128];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sweep_prints_64_times_the_best_and_the_default()
    {
        string[] lines = Measure("sweep", "--count", "20000");

        lines[0].ShouldBe("exp of 20,000 elements, split into S parts, C of them dispatched at a time:");
        string[] rows = [.. lines.Where(line => SweepRow().IsMatch(line))];
        rows.Select(row => int.Parse(row[..6])).ShouldBe(_sizes);
        foreach (string row in rows)
        {
            row[6..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse)
                .ShouldAllBe(milliseconds => milliseconds > 0);
        }

        lines.ShouldContain(line => line.StartsWith("best ") && line.Contains(" at a time"));
        lines.Single(line => line.StartsWith("default ")).ShouldMatch(@"^default  [\d.]+ [um]s$");
        lines.Single(line => line.StartsWith("run-off "))
            .ShouldMatch(@": default [\d.]+ % (more|less) than the best of the 64$");
    }

    [Fact]
    public void The_picture_of_a_sweep_has_a_cell_with_its_number_for_each_time()
    {
        Measure("sweep", "--count", "20000", "--plot", _folder["sweep.svg"]);

        XElement svg = Picture("sweep.svg");
        OfClass(svg, "rect", "cell").Count().ShouldBe(64);
        OfClass(svg, "text", "number").Select(text => double.Parse(text.Value)).Count().ShouldBe(64);
        OfClass(svg, "rect", "best").Count().ShouldBe(2, "the frame of the best cell, and the legend's");
        Texts(svg).ShouldContain("S, parts of the array");
        Texts(svg).ShouldContain("C, parts dispatched to a worker at a time");
    }

    [Fact]
    public void A_crossover_prints_three_times_for_each_count_of_both_functions()
    {
        string[] lines = Measure("crossover", "--count", "300");

        foreach (string function in (string[])["random_square", "exp"])
        {
            int title = Array.FindIndex(lines, line => line.StartsWith($"{function}, "));
            lines[title + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .ShouldBe(["elements", "serial", "parallel", "default"]);
            lines[(title + 2)..(title + 8)].Select(line => line.TrimStart().Split(' ')[0])
                .ShouldBe(["10", "20", "50", "100", "200", "300"]);
            lines[title + 8].ShouldStartWith("parallel ");
        }
    }

    [Fact]
    public void The_picture_of_a_crossover_has_three_lines_for_each_function_and_names_them()
    {
        Measure("crossover", "--count", "300", "--plot", _folder["crossover.svg"]);

        XElement svg = Picture("crossover.svg");
        XElement[] curves = [.. OfClass(svg, "polyline", "line")];
        curves.Length.ShouldBe(6);
        curves.ShouldAllBe(curve => curve.Attribute("points")!.Value.Split(' ').Length == 6);
        string[] names =
            ["random_square", "exp", "serial", "parallel at any price", "ActorCompute's default", "elements"];
        names.ShouldBeSubsetOf(Texts(svg));

        // A panel has its crossing marked, or says that there is none; the legend has one mark more.
        int marks = svg.Descendants(_svg + "circle").Count(IsCrossing) - 1;
        int remarks = Texts(svg).Count(
            text => text.StartsWith("parallel never") || text.EndsWith("throughout"));
        (marks + remarks).ShouldBe(2);

        static bool IsCrossing(XElement circle) => circle.Attribute("class")!.Value == "crossing";
    }

    [Fact]
    public void Both_print_one_object_of_JSON()
    {
        JsonElement sweep = CommandLine.RunJson("sweep", "--count", "5000", "--rounds", "1");
        JsonElement crossover = CommandLine.RunJson("crossover", "--count", "100", "--rounds", "1");

        sweep.GetProperty("cells").GetArrayLength().ShouldBe(64);
        double least = sweep.GetProperty("cells").EnumerateArray()
            .Min(cell => cell.GetProperty("seconds").GetDouble());
        sweep.GetProperty("best_seconds").GetDouble().ShouldBe(least);
        crossover.GetProperty("functions").EnumerateArray()
            .Select(function => function.GetProperty("points").GetArrayLength()).ShouldBe([4, 4]);
    }

    [Theory]
    [InlineData("sweep --count 0", "--count 0 is not possible: it is from 1 to")]
    [InlineData("sweep --count many", "--count many is not a whole number")]
    [InlineData("sweep --rounds 0", "--rounds 0 is not possible: it is at least 1")]
    [InlineData("sweep --plot .", "--plot . is a directory")]
    [InlineData("sweep --plot missing/times.svg", "there is no folder for --plot missing/times.svg")]
    [InlineData("sweep --conut 3", "there is no option --conut: did you mean --count?")]
    [InlineData("sweep x", "'x' belongs to no option: see actorcompute sweep --help")]
    [InlineData("crossover --count 99", "--count 99 is not possible: it is from 100 to")]
    [InlineData("crossover --count 1e12", "it is from 100 to 1,000,000,000")]
    [InlineData("crossover --plot", "see actorcompute crossover --help")]
    public void A_mistake_is_told_in_one_line_before_anything_is_measured(string arguments, string sentence)
    {
        Outcome outcome = CommandLine.Run(new Settings(_folder.FullName), arguments.Split(' '));

        outcome.ErrorLine().ShouldContain(sentence);
        outcome.ExitCode.ShouldBe(2);
        _folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void The_crossing_lies_where_the_lines_of_the_logarithms_meet()
    {
        // From twice as slow to twice as fast: the ratio is 1 halfway, at the geometric mean.
        CrossoverSeries series = Series((10, 1, 8), (100, 2, 4), (10_000, 8, 4), (100_000, 16, 8));

        Crossing crossing = series.Crossing.ShouldNotBeNull();
        crossing.Count.ShouldBe(1_000, tolerance: 1e-6);
        crossing.Seconds.ShouldBe(4, tolerance: 1e-9);
    }

    [Fact]
    public void There_is_no_crossing_where_one_line_stays_below_or_comes_out_below()
    {
        Series((10, 1, 2), (100, 2, 3)).Crossing.ShouldBeNull();
        Series((10, 2, 1), (100, 3, 2)).Crossing.ShouldBeNull();
        Series((10, 1, 2), (100, 3, 2.9)).Crossing.ShouldBeNull("a lead of 3 % is noise");
        Series((10, 2, 3), (100, 3, 2), (1_000, 4, 5)).Crossing.ShouldBeNull();
    }

    private static CrossoverSeries Series(params (long Count, double Serial, double Parallel)[] points) =>
        new("f", [.. points.Select(at => new CrossoverPoint(at.Count, at.Serial, at.Parallel, at.Serial))]);

    private static string[] Measure(params string[] arguments)
    {
        Outcome outcome = CommandLine.Run([.. arguments, "--rounds", "1"]);
        outcome.Error.ShouldBeEmpty();
        outcome.ExitCode.ShouldBe(0);
        return outcome.Output.Split('\n');
    }

    private XElement Picture(string name)
    {
        XElement svg = XDocument.Load(_folder[name]).Root!;
        svg.Name.ShouldBe(_svg + "svg");
        string style = svg.Element(_svg + "style")!.Value;
        style.ShouldContain("prefers-color-scheme: dark");
        return svg;
    }

    private static IEnumerable<XElement> OfClass(XElement svg, string element, string style) =>
        svg.Descendants(_svg + element).Where(
            found => found.Attribute("class")!.Value.Split(' ')[0] == style && found.Parent == svg);

    private static string[] Texts(XElement svg) =>
        [.. svg.Descendants(_svg + "text").Select(text => text.Value)];

    [GeneratedRegex(@"^ +\d+( +\d+(\.\d+)?){8}$")]
    private static partial Regex SweepRow();
}
