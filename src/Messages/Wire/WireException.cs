namespace ActorCompute.Messages.Wire;

/// <summary>
/// What a peer sent is no message of this protocol: the connection is closed, and the message, one sentence,
/// is the reason to give.
/// </summary>
public sealed class WireException : Exception
{
    /// <summary>Makes an exception with its one-sentence message.</summary>
    public WireException(string message)
        : base(message)
    {
    }
}
