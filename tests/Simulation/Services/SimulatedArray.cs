using ActorCompute.Arrays;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// An array of which only a stamp a block exists: who reads a wrong stamp would read wrong elements.
/// </summary>
public sealed class SimulatedArray(ArrayId id, DType type, long count)
{
    public ArrayId Id { get; } = id;

    public DType Type { get; } = type;

    /// <summary>The transfers that were asked for it; nobody for a program's own.</summary>
    public ActorRef Transfers { get; init; }

    /// <summary>Elements.</summary>
    public long Count { get; } = count;

    public long Bytes => Count * Type.ItemSize();

    /// <summary>The content, a stamp a block.</summary>
    public ulong[] Stamps { get; } = new ulong[Block.CountFor(count)];

    /// <summary>Which attempt may write a block; kept by the oracle of leases alone.</summary>
    public BlockLease[] Leases { get; } = new BlockLease[Block.CountFor(count)];

    /// <summary>True once the memory is given back: nothing may touch it any more.</summary>
    public bool IsReleased { get; set; }
}

/// <summary>Who may write a block.</summary>
/// <param name="Holder">The attempt that got the last lease.</param>
/// <param name="IsClosed">True where the block was handed to the client's program.</param>
public readonly record struct BlockLease(AttemptId Holder, bool IsClosed);
