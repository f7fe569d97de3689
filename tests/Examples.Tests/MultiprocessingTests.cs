using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorCompute.Examples.Tests;

/// <summary>The classic programs of Python's <c>multiprocessing</c>.</summary>
public sealed class MultiprocessingTests
{
    // numpy.random.RandomState(0).randint(0, 100, 100) of NumPy 1.24.
    private const string Integers =
        "44 47 64 67 67 9 83 21 36 87 70 88 88 12 58 65 39 87 46 88 81 37 25 77 72 "
        + "9 20 80 69 79 47 64 82 99 88 49 29 19 19 14 39 32 65 9 57 32 31 74 23 35 "
        + "75 55 28 34 0 0 36 53 5 38 17 79 4 42 58 31 1 65 41 57 35 11 46 82 91 "
        + "0 14 99 53 12 42 84 75 68 6 68 47 3 76 52 78 15 20 99 58 23 79 13 85 48";

    [Theory]
    [InlineData]
    [InlineData("--processes", "2")]
    public async Task Multiply_by_two_doubles_the_integers_of_NumPy(params string[] arguments)
    {
        string[] lines = await Lines("multiply_by_two.cs", arguments);

        lines[0].ShouldBe($"inputs  {Integers}");
        IEnumerable<int> doubled =
            Integers.Split(' ').Select(text => 2 * int.Parse(text, CultureInfo.InvariantCulture));
        lines[1].ShouldBe($"results {string.Join(' ', doubled)}");
        lines[2].ShouldMatch(@"^first \d+ us, then \d+ us$");
    }

    [Fact]
    public async Task Random_square_has_the_squares_of_NumPy_in_every_way()
    {
        string[] lines = await Lines("random_square.cs");

        lines[0].ShouldMatch(@"^\d+ CPUs, 10,000,000 seeds$");
        lines.ShouldContain("the squares begin 25 25 64 64 49 9 81 16 9 25 81 81 36 4 64 64 81 1 9 25");
        foreach (string way in (string[])["serial", "parallel", "map", "apply", "map_async", "apply_async"])
        {
            string row = lines.Single(line => line.StartsWith(way + " ", StringComparison.Ordinal));
            row.ShouldMatch(@"first +[\d.]+ ms, then +[\d.]+ ms   sum 285,170,439$");
        }

        lines[^1].ShouldMatch(@"^a generator object .* serial [\d.]+ ms, map [\d.]+ ms, the same True$");
    }

    [Fact]
    public async Task Vector_exp_has_the_same_bits_five_times()
    {
        string[] lines = await Lines("vector_exp.cs");

        string[] ways =
        [
            "sequential", "map, default chunks", "map, chunks of 1,000", "64 parts, concatenated",
            "plain thread pool",
        ];
        foreach (string way in ways)
        {
            string row = lines.Single(line => line.StartsWith(way + " ", StringComparison.Ordinal));
            row.ShouldMatch(@" [\d.]+ ms +[\d.]+ ms   the bits of Math.Exp True$");
        }

        // Both are within a unit in the last place, and so the same or neighbours.
        Match apart = Regex.Match(lines[^1], @"^vectorized, at most (\S+) of the value apart$");
        double.Parse(apart.Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeLessThan(2.3e-16);
    }

    [Fact]
    public async Task Processes_print_the_squares_and_end_well()
    {
        string[] lines = await Lines("processes.cs");

        lines[..2].ShouldBe(["4", "9"], ignoreOrder: true);
        lines[2].ShouldMatch(@"^ActorProcess-1 ended with 0, ActorProcess-2 ended with 0, in \d+ us$");
    }

    [Fact]
    public async Task Lock_printer_never_interleaves()
    {
        string[] lines = await Lines("lock_printer.cs");

        string printed = string.Join(' ', lines[..10]);
        printed.ShouldBeOneOf("1 2 3 4 5 6 7 8 9 10", "6 7 8 9 10 1 2 3 4 5");
        lines[10].ShouldMatch(@"^both ended after \d+ us$");
    }

    [Fact]
    public async Task Queue_squares_gets_each_square_once()
    {
        string[] lines = await Lines("queue_squares.cs");

        lines[0].ShouldBe("1 4 9 16 25");
        lines[1].ShouldMatch(@"^5 processes and their queue took \d+ us$");
    }

    [Fact]
    public async Task Shared_array_loses_no_addition()
    {
        string[] lines = await Lines("shared_array.cs");

        // Parts of 250,001, 250,001, 250,001 and 250,000 elements, each ten times 1, 2, 3 and 4.
        lines[0].ShouldBe("parts   2500010 5000020 7500030 10000000");
        lines[1].ShouldBe("array   25000060");
        lines[2].ShouldBe("counted 10000030");
        lines[3].ShouldMatch(@"^4 processes in [\d.]+ ms$");
    }

    private static async Task<string[]> Lines(string example, params string[] arguments)
    {
        string output = await ExampleRun.Output(example, arguments);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
