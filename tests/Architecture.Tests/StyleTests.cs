using System.Text.RegularExpressions;

namespace ActorCompute.Architecture.Tests;

/// <summary>The house style, as far as a machine can hold it.</summary>
public partial class StyleTests
{
    private const int MaxColumns = 110;
    private const int MaxLines = 400;

    /// <summary>Written in two parts, so that this file does not break its own rules.</summary>
    private static readonly string[] s_bannedWords =
        ["Thread." + "Sleep(", "TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];

    private static readonly string[] s_machinePaths =
        ["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "C:" + "\\\\"];

    private static readonly string[] s_code =
        [.. SourceTree.Files("*.cs", "src", "tests", "bench", "examples", "eng")];

    /// <summary>Folders whose lines are still to be broken: empty as soon as they are.</summary>
    private static readonly string[] s_long =
        ["src/Actors/", "src/Seed/", "tests/Simulation/", "tests/Actors.Tests/", "bench/"];

    [Fact]
    public void No_line_is_longer_than_the_page() =>
        Breaches(line => line.Length > MaxColumns && !DataRow().IsMatch(line))
            .Where(breach => !s_long.Any(breach.StartsWith))
            .ShouldBeEmpty();

    [Fact]
    public void No_file_of_src_is_too_long_to_read() =>
        s_code.Where(file => file.StartsWith("src/") && SourceTree.Lines(file).Length > MaxLines)
            .ShouldBeEmpty();

    [Fact]
    public void Nothing_sleeps_and_nothing_is_left_for_later() =>
        Breaches(
            line => s_bannedWords.Any(word => line.Contains(word, StringComparison.Ordinal)),
            "src/",
            "tests/")
            .ShouldBeEmpty();

    [Fact]
    public void No_path_of_a_machine_is_written_down() =>
        Breaches(line => s_machinePaths.Any(path => line.Contains(path, StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void Lines_end_where_their_text_ends() =>
        Breaches(line => line.EndsWith(' ') || line.Contains('\t')).ShouldBeEmpty();

    [Fact]
    public void Namespaces_follow_folders()
    {
        var strays = new List<string>();
        foreach (string file in s_code.Where(file => file.StartsWith("src/") || file.StartsWith("tests/")))
        {
            string? declared = SourceTree.Lines(file)
                .Select(line => NamespaceLine().Match(line))
                .FirstOrDefault(match => match.Success)?.Groups[1].Value;
            if (declared is null) continue;
            string folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
            string[] parts = folder.Split('/')[1..];
            string expected = "ActorCompute." + string.Join('.', parts);
            if (declared != expected) strays.Add($"{file}: {declared}, not {expected}");
        }

        strays.ShouldBeEmpty();
    }

    [Fact]
    public void Random_numbers_of_tests_have_a_stated_seed() =>
        Breaches(line => UnseededRandom().IsMatch(line), "tests/").ShouldBeEmpty();

    private static List<string> Breaches(Func<string, bool> isBreach, params string[] folders)
    {
        var breaches = new List<string>();
        foreach (string file in s_code)
        {
            if (folders.Length > 0 && !folders.Any(file.StartsWith)) continue;
            string[] lines = SourceTree.Lines(file);
            for (int place = 0; place < lines.Length; place++)
            {
                if (isBreach(lines[place])) breaches.Add($"{file}:{place + 1}: {lines[place].Trim()}");
            }
        }

        return breaches;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);")]
    private static partial Regex NamespaceLine();

    // Rows of a test's data read best as rows, and a reference in a comment cannot be broken.
    [GeneratedRegex(@"^\s*(/// <inheritdoc cref=|\[InlineData\(|\{ |\[?[-\d.]+, )")]
    private static partial Regex DataRow();

    [GeneratedRegex(@"new Random\(\)|Random\.Shared|Random random = new\(\)")]
    private static partial Regex UnseededRandom();
}
