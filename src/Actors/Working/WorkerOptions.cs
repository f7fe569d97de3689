using ActorCompute.Messages;

namespace ActorCompute.Actors.Working;

/// <summary>What a worker is told at its start.</summary>
public sealed record WorkerOptions
{
    /// <summary>The worker's node.</summary>
    public required NodeId Node { get; init; }

    /// <summary>The router that it offers its slot to.</summary>
    public required ActorRef Router { get; init; }

    /// <summary>The executor of its slot.</summary>
    public required ActorRef Executor { get; init; }

    /// <summary>The transfers of its node.</summary>
    public required ActorRef Transfers { get; init; }

    /// <summary>True where it reads inputs and writes outputs in place, in the client's arrays.</summary>
    public required bool SharesMemory { get; init; }

    /// <summary>True where it reads and writes in place what lies in segments of the client's memory.</summary>
    public bool MapsSegments { get; init; }

    /// <summary>How many chunks it takes at once.</summary>
    public int ChunkCredit { get; init; } = int.MaxValue;

    /// <summary>How many bytes of chunks it takes at once, where it does not share memory.</summary>
    public long ByteCredit { get; init; } = long.MaxValue;
}
