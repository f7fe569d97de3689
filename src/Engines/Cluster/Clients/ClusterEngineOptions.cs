using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Engines.Cluster.Clients;

/// <summary>What the engine of a client is told at its start.</summary>
public sealed record ClusterEngineOptions
{
    /// <summary>Where the seed node listens.</summary>
    public required HostPort Seed { get; init; }

    /// <summary>The cluster's engine (<see cref="Carriers.ClusterEngines"/>).</summary>
    public string Engine { get; init; } = Carriers.ClusterEngines.Auto;

    /// <summary>The engine's own configuration, laid over what it has; null without.</summary>
    public string? Configuration { get; init; }

    /// <summary>The client's certificates; null for loopback addresses, in the clear.</summary>
    public ClusterIdentity? Identity { get; init; }

    /// <summary>False to move every byte by sockets, also between processes of this host.</summary>
    public bool SharesMemory { get; init; } = true;

    /// <summary>
    /// The folder that the worker nodes have as their data root, as this process sees it: they read and
    /// write .npy files under it themselves. Null where they see no file of this process.
    /// </summary>
    public string? DataRoot { get; init; }

    /// <summary>How long kernels may take to acknowledge a stop before they are given up.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Takes a line about what went wrong, or changed.</summary>
    public Action<string> Log { get; init; } = static _ => { };
}
