using System.Diagnostics;
using System.Text.Json;

namespace ActorCompute.Seed.Tests;

/// <summary>Runs the real program, as a shell would.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(60);

    /// <summary>The arguments of <c>dotnet</c> that run the program.</summary>
    public static IEnumerable<string> Program =>
        ["exec", Path.Combine(AppContext.BaseDirectory, "actorcompute.dll")];

    public static Outcome Run(params string[] arguments) => Run(Settings.None, arguments);

    public static Outcome Run(Settings settings, params string[] arguments)
    {
        using Process process = Start(settings, arguments);
        return Finish(process);
    }

    /// <summary>Runs with --json, and gives the one object that the program must print.</summary>
    public static JsonElement RunJson(params string[] arguments) => RunJson(Settings.None, arguments);

    public static JsonElement RunJson(Settings settings, params string[] arguments) =>
        Run(settings, [.. arguments, "--json"]).Json();

    public static Process Start(Settings settings, params string[] arguments) =>
        StartProgram("dotnet", settings, [.. Program, .. arguments]);

    public static Process StartProgram(string program, Settings settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = settings.Folder ?? AppContext.BaseDirectory,
        };
        foreach ((string name, string value) in settings.Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    public static Outcome Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(_deadline))
        {
            process.Kill();
            throw new TimeoutException($"the program did not end within {_deadline}");
        }

        return new Outcome(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Waits until something holds, for as long as the program runs.</summary>
    public static void Await(Process process, Func<bool> condition)
    {
        bool holds = SpinWait.SpinUntil(() => condition() || process.HasExited, _deadline) && condition();
        if (holds) return;
        if (!process.HasExited) process.Kill();
        Outcome outcome = Finish(process);
        throw new TimeoutException($"what the test waits for did not come: {outcome}");
    }
}

/// <summary>How the program is run.</summary>
/// <param name="Folder">The current folder, or null for any.</param>
internal sealed record Settings(string? Folder, params (string Name, string Value)[] Environment)
{
    public static Settings None { get; } = new((string?)null);

    /// <summary>As on a machine of 64 MiB, half of which is for arrays.</summary>
    public static Settings SmallMachine(string folder) =>
        new(folder, ("DOTNET_GCHeapHardLimit", "0x4000000"));
}

/// <summary>What the program did.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    /// <summary>The one object on standard output; there must be nothing else on either stream.</summary>
    public JsonElement Json()
    {
        Error.ShouldBeEmpty();
        Output.ShouldEndWith("}\n");
        Output.Count(character => character == '\n').ShouldBe(1);
        return JsonDocument.Parse(Output).RootElement;
    }

    /// <summary>The one line on standard error, without the name of the program.</summary>
    public string ErrorLine()
    {
        Output.ShouldBeEmpty();
        Error.ShouldStartWith("actorcompute: ");
        Error.ShouldEndWith("\n");
        string line = Error["actorcompute: ".Length..^1];
        line.ShouldNotContain('\n');
        return line;
    }
}
