using System.Diagnostics;

namespace ActorCompute.Seed.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("y + 1", "--random x=3", "'y' in the expression is not an input")]
    [InlineData("xx + 1", "--random xy=3", "did you mean xy?")]
    [InlineData("x + y", "--random x=3 --random y=4", "'x' is (3,), 'y' is (4,)")]
    [InlineData("~x", "--random x=3", "invert has no meaning for float64")]
    [InlineData("x", "--random x=3 --random y=3", "does not use 'y', which --random y=3 gives")]
    [InlineData("x", "--random x=3 --arange x=3", "'x' is given twice, by --random x=3 and --arange x=3")]
    [InlineData("x", "--random x=-3", "the COUNT '-3' in --random x=-3 is negative")]
    [InlineData("x", "--random x=1e99", "the COUNT '1e99' in --random x=1e99 is too large")]
    [InlineData("x", "--random x=99999999999999999999", "is too large")]
    [InlineData("x", "--random x=ten", "the COUNT 'ten' in --random x=ten is not a whole number")]
    [InlineData("x", "--random x=1.5", "the COUNT '1.5' in --random x=1.5 is not a whole number")]
    [InlineData("x", "--random x=3:-1", "the SEED '-1'")]
    [InlineData("x", "--random x=3:18446744073709551616", "the SEED '18446744073709551616'")]
    [InlineData("x", "--random x", "--random x is not of the form NAME=COUNT")]
    [InlineData("x", "--in data.npy", "--in data.npy is not of the form NAME=FILE")]
    [InlineData("x", "--arange 2x=3", "the NAME '2x'")]
    [InlineData("x", "--arange pi=3", "the NAME 'pi'")]
    [InlineData("x", "--random x=3 --workers 0", "0 workers are not possible")]
    [InlineData("x", "--random x=3 --workers -1", "-1 workers are not possible")]
    [InlineData("x", "--random x=3 --workers many", "--workers many is not a whole number")]
    [InlineData("x", "--random x=3 --chunk-size 0", "a chunk size of 0 elements is not possible")]
    [InlineData("x", "--random x=3 --chunk-size -5", "a chunk size of -5 elements is not possible")]
    [InlineData("x", "--random x=3 --repeat 0", "--repeat 0 is not possible")]
    [InlineData("x", "--random x=3 --timeout -1", "--timeout -1 is not a time in seconds")]
    [InlineData("x", "--random x=3 --reduce avg", "'avg' is not a reduction: reductions are sum")]
    [InlineData("x", "--random x=3 --reduce counts_nonzero", "did you mean count_nonzero?")]
    [InlineData("x", "--random x=0 --reduce min", "the min of an empty array does not exist")]
    [InlineData("x", "--random x=3 --reduc sum", "there is no option --reduc: did you mean --reduce?")]
    [InlineData("x", "+ 1 --random x=3", "put the expression in quotes")]
    [InlineData("x", "--random x=3 --out .", "it is a directory")]
    [InlineData("x", "--random x=3 --out missing/y.npy", "there is no folder")]
    [InlineData("x", "--in x=missing.npy", "the file missing.npy does not exist")]
    [InlineData("x", "--in x=.", "the file . is a directory")]
    [InlineData("x", "--random x=1e14", "takes 800 TB, and half of this machine's memory is")]
    public void A_mistake_is_told_in_one_line_that_says_where(
        string expression, string options, string sentence)
    {
        Outcome outcome = CommandLine.Run(
            new Settings(_folder.FullName), ["eval", expression, .. options.Split(' ')]);

        outcome.ErrorLine().ShouldContain(sentence);
        outcome.ExitCode.ShouldBe(2);
        _folder.Files.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("'<c16'", "(2,)", 32, "complex")]
    [InlineData("'<f8'", "(2,)", 15,
        "ends at byte 143, and its header claims float64 (2,), which ends at byte 144")]
    [InlineData("'<f8'", "(1152921504606846975, 64)", 8, "elements")]
    [InlineData("'<f8'", "(100000000000,)", 8, "which ends at byte 800000000128")]
    [InlineData("'<f8'", "(2,", 16, "byte")]
    public void A_file_that_is_no_array_is_told_of_with_the_place(
        string type, string shape, long bytes, string part)
    {
        _folder.Write("x.npy", $"{{'descr': {type}, 'fortran_order': False, 'shape': {shape}, }}", bytes);

        Outcome outcome = CommandLine.Run(new Settings(_folder.FullName), "eval", "x", "--in", "x=x.npy");

        outcome.ErrorLine().ShouldContain("the file x.npy");
        outcome.ErrorLine().ShouldContain(part);
        outcome.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void A_damaged_magic_is_told_of_with_its_byte()
    {
        _folder.Save("x.npy", 1.0, 2.0);
        byte[] bytes = File.ReadAllBytes(_folder["x.npy"]);
        bytes[5] = (byte)'X';
        File.WriteAllBytes(_folder["x.npy"], bytes);

        Outcome outcome = CommandLine.Run(new Settings(_folder.FullName), "eval", "x", "--in", "x=x.npy");

        outcome.ErrorLine().ShouldContain("byte 5");
        outcome.ExitCode.ShouldBe(2);
    }

    [Theory]
    [InlineData("sine(x)", "did you mean sin?", 0)]
    [InlineData("x + * 2", "should stand here", 4)]
    [InlineData("1 + exp(x, x)", "exp takes 1 argument, and 2 are given", 4)]
    [InlineData("2 < x < 3", "comparisons are not chained", 6)]
    public void A_caret_stands_under_the_place_in_an_expression(string expression, string sentence, int place)
    {
        Outcome outcome = CommandLine.Run("eval", expression, "--random", "x=3");

        string[] lines = outcome.Error.Split('\n');
        lines.Length.ShouldBe(4);
        lines[0].ShouldStartWith("actorcompute: ");
        lines[0].ShouldContain(sentence);
        lines[1].ShouldBe(expression);
        lines[2].ShouldBe(new string(' ', place) + "^");
        outcome.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Nesting_of_thousands_is_refused()
    {
        string deep = new string('(', 20_000) + "x" + new string(')', 20_000);

        Outcome outcome = CommandLine.Run("eval", deep, "--random", "x=3");

        outcome.Error.ShouldContain("nest too deep");
        outcome.ExitCode.ShouldBe(2);
    }

    [Fact]
    public void Nothing_to_do_is_answered_with_an_example()
    {
        foreach (string[] arguments in (string[][])[[], ["eval"], ["sum"]])
        {
            Outcome outcome = CommandLine.Run(arguments);
            outcome.ErrorLine().ShouldContain("actorcompute eval \"exp(x)\"");
            outcome.ExitCode.ShouldBe(2);
        }
    }

    [Theory]
    [InlineData("eval x --random x=3")]
    [InlineData("eval x --random x=3 --json")]
    [InlineData("eval x --random x=-3 --json")]
    public void Standard_output_that_takes_nothing_is_told_of_on_the_other(string arguments)
    {
        string program = string.Join(' ', CommandLine.Program.Select(word => $"'{word}'"));

        using Process process = CommandLine.StartProgram(
            "sh", Settings.None, "-c", $"dotnet {program} {arguments} > /dev/full");

        Outcome outcome = CommandLine.Finish(process);
        outcome.ErrorLine().ShouldNotBeEmpty();
        outcome.ExitCode.ShouldBeInRange(1, 2);
    }

    // Its space is asked for before the work begins.
    [Fact]
    public void A_full_disk_fails_the_job_and_leaves_nothing()
    {
        Outcome outcome = CommandLine.Run(
            new Settings(_folder.FullName), "eval", "x", "--random", "x=1e15", "--out", "y.npy");

        outcome.ErrorLine().ShouldContain("y.npy could not be written: it takes 8000000000000128 bytes");
        outcome.ExitCode.ShouldBe(1);
        _folder.Files.ShouldBeEmpty();
    }
}
