using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace ActorCompute.Seed.Tests;

public sealed partial class StoppingTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Interrupt, 130, "stopped by Ctrl-C")]
    [InlineData(Terminate, 143, "stopped by SIGTERM")]
    public void A_signal_ends_the_work_in_memory_and_takes_the_temporary_file_along(
        int signal, int exitCode, string message)
    {
        using Process process = CommandLine.Start(
            new Settings(_folder.FullName),
            "eval", "sin(x)", "--random", "x=1e6", "--repeat", "1e9", "--out", "y.npy");
        CommandLine.Await(process, () => _folder.Files.Length == 1);

        Kill(process.Id, signal).ShouldBe(0);

        Outcome outcome = CommandLine.Finish(process);
        outcome.ErrorLine().ShouldBe(message);
        outcome.ExitCode.ShouldBe(exitCode);
        _folder.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Ctrl_C_stops_a_job_that_reads_and_writes_files()
    {
        _folder.WriteZeros("x.npy", 400_000_000);
        using Process process = CommandLine.Start(
            Settings.SmallMachine(_folder.FullName),
            "eval", "cos(x) > 0", "--in", "x=x.npy", "--out", "y.npy", "--json");
        CommandLine.Await(process, () => BytesRead(process) > 50_000_000 && _folder.Files.Length == 2);

        Kill(process.Id, Interrupt).ShouldBe(0);

        Outcome outcome = CommandLine.Finish(process);
        outcome.Json().GetProperty("error").GetProperty("kind").GetString().ShouldBe("cancelled");
        outcome.ExitCode.ShouldBe(130);
        _folder.Files.ShouldBe(["x.npy"]);
    }

    [Fact]
    public void An_input_that_is_cut_short_during_the_job_fails_it_with_the_byte()
    {
        _folder.WriteZeros("x.npy", 4_000_000_000);
        using Process process = CommandLine.Start(
            Settings.SmallMachine(_folder.FullName), "eval", "cos(x)", "--in", "x=x.npy", "--reduce", "sum");
        CommandLine.Await(process, () => BytesRead(process) > 50_000_000);

        string path = _folder["x.npy"];
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(1000);
        }

        Outcome outcome = CommandLine.Finish(process);
        outcome.ErrorLine().ShouldMatch("the file x.npy could not be read at byte [0-9]+ during the job");
        outcome.ExitCode.ShouldBe(1);
    }

    [Fact]
    public void A_timeout_says_how_far_the_job_got()
    {
        Outcome outcome = CommandLine.Run(
            "eval", "sin(x)", "--random", "x=1e14", "--reduce", "sum", "--timeout", "0.5");

        outcome.ErrorLine().ShouldMatch("timeout of 0.5 s passed when [0-9]+ of [0-9]+ chunks .* were done");
        outcome.ExitCode.ShouldBe(1);
    }

    /// <summary>What the process has read from files so far.</summary>
    private static long BytesRead(Process process)
    {
        try
        {
            Match read = ReadBytes().Match(File.ReadAllText($"/proc/{process.Id}/io"));
            return long.Parse(read.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    [GeneratedRegex("rchar: ([0-9]+)")]
    private static partial Regex ReadBytes();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
