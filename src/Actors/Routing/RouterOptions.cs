using ActorCompute.Messages;

namespace ActorCompute.Actors.Routing;

/// <summary>What a router is told at its start.</summary>
public sealed record RouterOptions
{
    /// <summary>The client's node, which hosts the router.</summary>
    public required NodeId Node { get; init; }

    /// <summary>True where workers are on other nodes: a job is then of expressions that travel.</summary>
    public bool IsDistributed { get; init; }

    /// <summary>The least time between two progress messages of a job.</summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Another node that has not renewed its leases for this long is given up.</summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long after its submission a job that every node refuses waits for others, which may be about to join.
    /// </summary>
    public TimeSpan JoinTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long attempts may take to acknowledge a stop before their slices are abandoned.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
