using System.Runtime.InteropServices;
using System.Text.Json;
using ActorCompute.Arrays;
using ActorCompute.Seed.Options;

namespace ActorCompute.Seed;

/// <summary>What went wrong, as the command line says it.</summary>
/// <param name="Kind">For programs: an <see cref="ErrorKind"/> in snake_case, <c>usage</c> or
/// <c>internal_error</c>.</param>
/// <param name="Message">For people: a sentence, and for a place in an expression two lines that point at
/// it.</param>
/// <param name="ExitCode">What the process ends with.</param>
internal sealed record Failure(string Kind, string Message, int ExitCode)
{
    private const int JobFailed = 1;
    private const int BadInput = 2;
    private const int Signalled = 128;

    /// <summary>The failure that an exception stands for.</summary>
    /// <param name="error">The exception.</param>
    /// <param name="signal">The signal that stopped the process, if there was one.</param>
    public static Failure From(Exception error, PosixSignal? signal) => error switch
    {
        OperationCanceledException when signal is { } stop =>
            Of(ErrorKind.Cancelled, $"stopped by {Name(stop)}", Signalled + Number(stop)),
        UsageException => new Failure("usage", error.Message, BadInput),
        ComputeException compute => Of(compute.Kind, compute.Message, ExitCodeOf(compute)),
        OutOfMemoryException =>
            Of(ErrorKind.OutOfMemory, "memory ran out: compute less at a time", JobFailed),
        IOException =>
            Of(ErrorKind.OutputFailed, $"the report could not be written: {error.Message}", JobFailed),
        _ => new Failure(
            "internal_error",
            $"an error in actorcompute, please report it: {error.GetType().Name}: "
            + error.Message.ReplaceLineEndings(" "),
            JobFailed),
    };

    private static Failure Of(ErrorKind kind, string message, int exitCode)
    {
        // Only what points at a place has more lines than one; the name of a file may hold anything.
        bool maySpanLines = kind is ErrorKind.InvalidExpression or ErrorKind.UnknownName;
        return new Failure(
            JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()),
            maySpanLines ? message : message.ReplaceLineEndings(" "),
            exitCode);
    }

    // The disk refuses a result with an IOException; any other refusal is about the name that was asked for.
    private static int ExitCodeOf(ComputeException error)
    {
        bool isBadName = error.Kind == ErrorKind.OutputFailed && error.InnerException is not IOException;
        return isBadName || error.Kind.IsBadInput() ? BadInput : JobFailed;
    }

    private static string Name(PosixSignal signal) =>
        signal == PosixSignal.SIGINT ? "Ctrl-C" : signal.ToString();

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        _ => 15,
    };
}
