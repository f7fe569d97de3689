using System.CommandLine;
using System.CommandLine.Invocation;
using ActorCompute.Seed.Options;
using ActorCompute.Seed.Output;

namespace ActorCompute.Seed;

/// <summary>The command line from its arguments to its exit code.</summary>
internal static class Application
{
    /// <summary>Does what the arguments say; says what came of it, or went wrong, on the console.</summary>
    /// <returns>The exit code: 0 done, 1 the job failed, 2 bad usage or input, 128 and the signal's
    /// number.</returns>
    public static int Run(string[] arguments)
    {
        using var signals = new StopSignals();
        try
        {
            ParseResult parsed = CommandTree.Parse(arguments, signals.Token);
            if (parsed.Action is ParseErrorAction) throw UsageMistakes.Explain(parsed);
            return parsed.Invoke(Invocation);
        }
        catch (Exception error)
        {
            Failure failure = Failure.From(error, signals.Received);

            // The parser may have stumbled before it saw the option.
            bool isTold = arguments.Contains(CommandTree.JsonOption) && TryWriteJson(failure);
            if (!isTold) Console.Error.WriteLine($"actorcompute: {failure.Message}");
            return failure.ExitCode;
        }
    }

    // The failure may be that standard output takes nothing.
    private static bool TryWriteJson(Failure failure)
    {
        try
        {
            JsonReport.Write(Console.Out, failure);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Failures and signals are handled here.
    private static InvocationConfiguration Invocation { get; } = new()
    {
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };
}
