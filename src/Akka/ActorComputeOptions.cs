using ActorCompute.Client;

namespace ActorCompute.Akka;

/// <summary>
/// How an ActorSystem computes: on all cores of this process, or on a cluster of worker nodes. Immutable.
/// </summary>
public sealed record ActorComputeOptions
{
    /// <summary>
    /// How many kernels run at once in this process, from 1 to 1,024; by default the logical processors. Not
    /// looked at where there is a <see cref="Cluster"/>.
    /// </summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>
    /// Where the seed node of a cluster of the engine akka listens, as <c>HOST:PORT</c>: jobs are computed
    /// there. Null, the default, computes in this process.
    /// </summary>
    public string? Cluster { get; init; }

    /// <summary>
    /// The folder of this process's certificates, which <c>actorcompute certificates create</c> made; null
    /// for a cluster on loopback addresses.
    /// </summary>
    public string? Certificates { get; init; }

    /// <summary>
    /// The folder that the worker nodes have as <c>--data-root</c>, as this process sees it; null where they
    /// see no file of it. See <see cref="ConnectOptions.DataRoot"/>.
    /// </summary>
    public string? DataRoot { get; init; }

    /// <summary>
    /// False to move every byte by sockets; else this process shares memory with the nodes of its host.
    /// </summary>
    public bool SharesMemory { get; init; } = true;

    /// <summary>
    /// HOCON for the ActorSystem of the cluster's client, laid over what the engine sets; the program's own
    /// ActorSystem keeps its configuration. Null, the default, for none. Not looked at without a
    /// <see cref="Cluster"/>.
    /// </summary>
    public string? Hocon { get; init; }

    /// <summary>
    /// The types that pools may use on the cluster's worker nodes, by Hyperion; empty, the default: pools
    /// have threads of this process. See <see cref="ConnectOptions.Functions"/>. Not looked at without a
    /// <see cref="Cluster"/>.
    /// </summary>
    public FunctionTypes Functions { get; init; } = [];

    /// <summary>
    /// Takes a line when a node is lost, found again or cannot be used. Null, the default: the line is a
    /// warning in the log of the ActorSystem. Called on threads of the engine; must not wait.
    /// </summary>
    public Action<string>? Log { get; init; }
}
