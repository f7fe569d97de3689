using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>How a run over a chunk ended.</summary>
public enum RunStatus
{
    /// <summary>Every element was computed.</summary>
    Finished,

    /// <summary>The stop flag was seen; some blocks may have been written.</summary>
    Stopped,

    /// <summary>An element, a source or the target failed; some blocks may have been written.</summary>
    Failed,
}

/// <summary>How a run over a chunk ended, and why if it failed.</summary>
/// <param name="Status">Finished, stopped or failed.</param>
/// <param name="ErrorKind">The kind of the failure; meaningless otherwise.</param>
/// <param name="Element">The global index of the failing element, or of the first of a failing run; else -1.</param>
/// <param name="Message">One sentence on the failure, with the place; null otherwise.</param>
public readonly record struct RunOutcome(RunStatus Status, ErrorKind ErrorKind, long Element, string? Message)
{
    internal static RunOutcome Finished => new(RunStatus.Finished, default, -1, null);

    internal static RunOutcome Stopped => new(RunStatus.Stopped, default, -1, null);

    internal static RunOutcome Failed(ErrorKind kind, long element, string message) =>
        new(RunStatus.Failed, kind, element, message);
}
