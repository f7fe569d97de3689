namespace ActorCompute.Messages.Wire;

/// <summary>
/// How long a frame may be. It is held against the lengths that a frame claims before a byte is allocated
/// for it, so it also bounds what a peer can make a node allocate.
/// </summary>
/// <param name="MaxHeaderBytes">The most bytes of a message's fields.</param>
/// <param name="MaxPayloadBytes">The most bytes of a payload.</param>
public readonly record struct FrameLimits(int MaxHeaderBytes, long MaxPayloadBytes)
{
    /// <summary>
    /// 4 MiB of fields, which hold the largest expression and results of thousands of chunks, and 1 GiB of
    /// payload. A writer never goes over the first.
    /// </summary>
    public static FrameLimits Default { get; } = new(4 << 20, 1L << 30);
}
