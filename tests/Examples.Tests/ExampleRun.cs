using System.Diagnostics;

namespace ActorCompute.Examples.Tests;

/// <summary>Runs an example as a reader would: <c>dotnet run -c Release examples/NAME.cs</c>.</summary>
internal static class ExampleRun
{
    // Building and running takes seconds; the deadline only keeps a hang from lasting for ever.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(4);

    public static async Task<string> Output(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = RepositoryRoot(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])["run", "-c", "Release", $"examples/{name}", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Deadline);
        Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{name} did not end within {Deadline}");
        }

        process.ExitCode.ShouldBe(0, await errors + await output);
        return await output;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ActorCompute.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests run outside of a clone");
    }
}
