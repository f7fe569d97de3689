namespace ActorCompute.Arrays;

/// <summary>
/// The one exception that ActorCompute throws for a user's mistake or a failed job. The message is one
/// sentence: what is wrong, where (argument, file and byte, element index, chunk, node), what to do.
/// </summary>
public sealed class ComputeException : Exception
{
    /// <summary>Makes an exception of a kind with its one-sentence message.</summary>
    public ComputeException(ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong, for programs.</summary>
    public ErrorKind Kind { get; }
}
