using System.Diagnostics;

namespace ActorCompute.Seed.Tests;

public class TerminalTests
{
    private const string Escape = "\u001b";

    [TerminalFact]
    public void A_terminal_shows_a_bar_for_long_work_and_clears_it()
    {
        Outcome outcome = RunOnTerminal("eval 'sin(x)' --random x=1e14 --reduce sum --timeout 1.5");

        outcome.Output.ShouldContain(Escape);
        outcome.Output.ShouldContain("computing");
        outcome.Output.ShouldContain("━");
        outcome.Output.ShouldMatch("[0-9] (thousand|million|billion) elements/s, .* left");
        outcome.Output.ShouldEndWith("allow more time or compute less\r\n");
        outcome.ExitCode.ShouldBe(1);
    }

    [TerminalFact]
    public void A_terminal_shows_no_bar_for_short_work()
    {
        Outcome outcome = RunOnTerminal("eval 'x + 1' --arange x=3");

        outcome.Output.ShouldContain("[1 2 3]");
        outcome.Output.ShouldNotContain("━");
    }

    [Fact]
    public void Redirected_output_is_plain_text_without_a_bar()
    {
        Outcome outcome = CommandLine.Run(
            "eval", "x*2 + i", "--random", "x=1e7", "--arange", "i=1e7", "--repeat", "40");

        outcome.Error.ShouldBeEmpty();
        outcome.Output.ShouldNotContain(Escape);
        string[] lines = outcome.Output.Split('\n');
        lines[0].ShouldBe("expression  x * 2 + i");
        lines[1].ShouldBe("elements    10,000,000 of float64 (10000000,), 80 MB");
        lines[2].ShouldStartWith("result      [2.309351e-02 1.483098e+00 2.222852e+00 ... ");
        lines[3].ShouldMatch("^time        .* elements/s \\(median of 40 runs from .* to .*, first .*\\)$");
        lines[4].ShouldMatch("^workers     [0-9]+, [0-9,]+ chunks? of [0-9,]+ elements$");
        lines[5..].ShouldBe([""]);
    }

    [Fact]
    public void Help_lists_every_function_and_reduction()
    {
        Outcome outcome = CommandLine.Run("eval", "--help");

        outcome.ExitCode.ShouldBe(0);
        outcome.Error.ShouldBeEmpty();
        string[] words = ["arctan2 (atan2)", "clip", "count_nonzero", "//", "--chunk-size", "first_seconds"];
        foreach (string word in words) outcome.Output.ShouldContain(word);
    }

    [Fact]
    public void Version_is_a_number_alone() =>
        CommandLine.Run("--version").Output.ShouldMatch("^[0-9]+\\.[0-9]+\\.[0-9]+(-[a-z0-9.]+)?\n$");

    private static Outcome RunOnTerminal(string arguments)
    {
        string program = string.Join(' ', CommandLine.Program.Select(word => $"'{word}'"));
        var settings = new Settings(null, ("TERM", "xterm-256color"), ("COLUMNS", "100"));
        using Process process = CommandLine.StartProgram(
            "script", settings, "-qec", $"dotnet {program} {arguments}", "/dev/null");
        return CommandLine.Finish(process);
    }
}

/// <summary>A test that needs <c>script</c> of util-linux, which runs a program on a terminal.</summary>
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        string[] folders = Environment.GetEnvironmentVariable("PATH")!.Split(':');
        bool exists = folders.Any(folder => File.Exists(Path.Combine(folder, "script")));
        if (!exists) Skip = "the program script of util-linux is not installed";
    }
}
