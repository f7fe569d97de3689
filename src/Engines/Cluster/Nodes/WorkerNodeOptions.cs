using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>What a worker node is told at its start.</summary>
public sealed record WorkerNodeOptions
{
    /// <summary>Where the seed node listens.</summary>
    public required HostPort Seed { get; init; }

    /// <summary>Where the node listens; port 0 takes a free one.</summary>
    public required HostPort Listen { get; init; }

    /// <summary>Where clients are to dial it; by default where it listens.</summary>
    public HostPort? Advertise { get; init; }

    /// <summary>Its name, unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>How many kernels it runs at once, from 1.</summary>
    public int Slots { get; init; } = Environment.ProcessorCount;

    /// <summary>What the arrays of jobs may occupy, in bytes.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>The folder whose .npy files jobs may name; null where they may name none.</summary>
    public string? DataRoot { get; init; }

    /// <summary>
    /// The functions of programs that clients' pools may have it run; null, the default, runs none.
    /// </summary>
    public INodeFunctions? Functions { get; init; }

    /// <summary>False to move every byte by sockets, also between processes of this host.</summary>
    public bool SharesMemory { get; init; } = true;

    /// <summary>The cluster's engine (<see cref="Carriers.ClusterEngines"/>).</summary>
    public string Engine { get; init; } = Carriers.ClusterEngines.Auto;

    /// <summary>The engine's own configuration, laid over what it has; null without.</summary>
    public string? Configuration { get; init; }

    /// <summary>Its certificates; null for loopback addresses, in the clear.</summary>
    public ClusterIdentity? Identity { get; init; }

    /// <summary>Takes a line about what went wrong, or changed.</summary>
    public Action<string> Log { get; init; } = static _ => { };

    /// <summary>Told, with a sentence, where the seed node does not take the node: it cannot work.</summary>
    public Action<string> Refused { get; init; } = static _ => { };

    /// <summary>
    /// Told, with a sentence, when the cluster has given this node up: it is to start anew.
    /// </summary>
    public Action<string> Removed { get; init; } = static _ => { };

    /// <summary>Told each time that the node has come into the seed node's list.</summary>
    public Action Joined { get; init; } = static () => { };
}
