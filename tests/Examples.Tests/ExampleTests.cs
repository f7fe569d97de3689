using System.Globalization;
using System.Text.RegularExpressions;

namespace ActorCompute.Examples.Tests;

public sealed partial class ExampleTests
{
    [Fact]
    public async Task Map_array_gives_the_same_sum_in_all_its_four_ways()
    {
        string output = await ExampleRun.Output("map_array.cs");

        MatchCollection rows = Row().Matches(output);
        rows.Select(row => row.Groups["way"].Value.Trim())
            .ShouldBe(["expression", "lambda", "own loop", "own kernel"]);
        foreach (Match row in rows)
        {
            // The integral of 1 / (1 + exp(-x)) from 0 to 1 is log((1 + e) / 2); the loop uses the platform's
            // exp.
            double sum = double.Parse(row.Groups["sum"].Value, CultureInfo.InvariantCulture);
            (sum / 1e7).ShouldBe(Math.Log((1 + Math.E) / 2), 1e-6);
        }

        rows[1].Groups["sum"].Value.ShouldBe(rows[0].Groups["sum"].Value);
        rows[3].Groups["sum"].Value.ShouldBe(rows[0].Groups["sum"].Value);
    }

    [Fact]
    public async Task Vector_math_goes_there_and_back_with_the_bits_of_a_job()
    {
        string output = await ExampleRun.Output("vector_math.cs");

        double apart = double.Parse(
            Regex.Match(output, @"at most (\S+) apart").Groups[1].Value, CultureInfo.InvariantCulture);
        apart.ShouldBeInRange(0, 5e-16);
        output.ShouldContain("the bits of a job: True");
        Regex.IsMatch(output, @"exp of 1,000 numbers in \d+\.\d\d us").ShouldBeTrue(output);
    }

    [Fact]
    public async Task Sweep_takes_64_times_and_the_parts_give_the_same_bits()
    {
        string output = await ExampleRun.Output("sweep.cs", "100000");

        Regex.Count(output, @"^ +\d+( +\d+\.\d\d){8}$", RegexOptions.Multiline).ShouldBe(8);
        output.ShouldContain("same bits: True");
        output.ShouldMatch(@"default \d+\.\d\d ms, that one again \d+\.\d\d ms");
    }

    [Fact]
    public async Task Crossover_takes_a_row_a_count_of_both_functions_and_tells_where_parallel_pays()
    {
        string output = await ExampleRun.Output("crossover.cs", "20000");

        foreach (string count in (string[])["10", "100", "1,000", "10,000", "20,000"])
        {
            Regex.Count(output, $@"^ +{count}( +[\d,]+\.\d\d){{3}}$", RegexOptions.Multiline)
                .ShouldBe(2, count);
        }

        Regex.Count(output, "^parallel (never pays|pays from [\\d,]+ elements on)$", RegexOptions.Multiline)
            .ShouldBe(2, output);
        Regex.Count(output, @"10 % and 5 us: [+-]\d+\.\d us at worst").ShouldBe(2, output);
        Regex.Count(output, "^the same bits: True$", RegexOptions.Multiline).ShouldBe(2, output);
    }

    [Fact]
    public async Task Reduce_file_writes_a_file_and_reduces_it()
    {
        string output = await ExampleRun.Output("reduce_file.cs", "1000000");

        output.ShouldContain("wrote float64 (1000000,), 8,000,128 bytes");
        // Half of the numbers are negative and count as 0; the mean root of the others is 2/3.
        double mean = double.Parse(
            Regex.Match(output, @"^mean +(\S+)", RegexOptions.Multiline).Groups[1].Value,
            CultureInfo.InvariantCulture);
        mean.ShouldBe(1 / 3.0, 2e-3);
        Regex.IsMatch(output, @"greatest element is the one at index \d+").ShouldBeTrue(output);
    }

    [Fact]
    public async Task Ask_router_hears_of_its_job_by_messages()
    {
        string output = await ExampleRun.Output("ask_router.cs");

        output.ShouldContain("accepted in 763 chunks of 65536 elements");
        double mean = double.Parse(
            Regex.Match(output, @"mean of squares (\S+)").Groups[1].Value, CultureInfo.InvariantCulture);
        mean.ShouldBe(1 / 3.0, 1e-3);
        output.ShouldContain("763 chunks by");
    }

    [Fact]
    public async Task Pool_squares_prints_the_squares()
    {
        string output = await ExampleRun.Output("pool_squares.cs");

        output.ShouldStartWith("[1, 4, 9, 16, 25]");
        Regex.IsMatch(output, @"first \d+ us, then \d+ us").ShouldBeTrue(output);
    }

    [Fact]
    public async Task Pool_squares_prints_the_squares_of_processes()
    {
        string output = await ExampleRun.Output("pool_squares.cs", "--processes", "2");

        output.ShouldStartWith("[1, 4, 9, 16, 25]");
    }

    [Fact]
    public async Task Survive_a_kill_has_the_whole_result()
    {
        string output = await ExampleRun.Output("survive_a_kill.cs");

        Match killed =
            Regex.Match(output, @"^killed process \d+ after (\d+) of 400 parts$", RegexOptions.Multiline);
        int.Parse(killed.Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeLessThan(400, output);
        output.ShouldContain("148,933 primes below 2,000,000");
        Regex.IsMatch(output, @"^400 parts by \d processes in \d+ ms$", RegexOptions.Multiline)
            .ShouldBeTrue(output);
    }

    [Fact]
    public async Task Chunked_sum_is_55_both_ways()
    {
        string output = await ExampleRun.Output("chunked_sum.cs");

        output.ShouldContain("at once 55 in");
        output.ShouldContain("in chunks 55 in");
        Regex.IsMatch(output, @"pooled and warm, [\d.]+ us").ShouldBeTrue(output);
    }

    [Fact]
    public async Task Nested_loop_sums_rows_of_any_length()
    {
        string output = await ExampleRun.Output("nested_loop.cs");

        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries);
        lines[0].ShouldBe("6 15 24");
        lines[1].ShouldBe("1 5 | 15 0 | 15 9 33");
        lines[2].ShouldStartWith("rows of 0 to 19");
        Regex.Matches(output, @"serial [\d.]+ ms, pooled [\d.]+ ms, the same True").Count.ShouldBe(3, output);
        output.ShouldContain("workers were busy");
    }

    [GeneratedRegex(@"^(?<way>[a-z ]+?) +[\d.]+ ms +sum (?<sum>\S+)", RegexOptions.Multiline)]
    private static partial Regex Row();
}
