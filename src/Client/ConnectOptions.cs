using ActorCompute.Engines.Cluster.Carriers;

namespace ActorCompute.Client;

/// <summary>How a client connects to a cluster.</summary>
public sealed record ConnectOptions
{
    /// <summary>
    /// The engine of the cluster: <c>tcp</c>, <c>akka</c>, or <c>auto</c>, which is akka where the package
    /// ActorCompute.Akka is installed, and else tcp.
    /// </summary>
    public string Engine { get; init; } = ClusterEngines.Auto;

    /// <summary>
    /// The engine's own configuration, laid over what it has: HOCON for akka; tcp has none. Null without.
    /// </summary>
    public string? EngineConfiguration { get; init; }

    /// <summary>
    /// The folder of the client's certificates, which <c>actorcompute certificates create</c> made; null for
    /// a cluster on loopback addresses.
    /// </summary>
    public string? Certificates { get; init; }

    /// <summary>
    /// False to move every byte by sockets; else processes of the same host share memory.
    /// </summary>
    public bool SharesMemory { get; init; } = true;

    /// <summary>
    /// The folder that the worker nodes have as <c>--data-root</c>, as this process sees it: .npy files under
    /// it are read and written by the nodes themselves, by those that do see them; to and from others they
    /// are sent. Null where no node sees a file of this process.
    /// </summary>
    public string? DataRoot { get; init; }

    /// <summary>
    /// The types whose static methods pools have worker nodes call, and the records and enums that travel
    /// with the calls; worker nodes have a list of their own (<c>--functions</c>, <c>--allow</c>). Empty, the
    /// default: the workers of pools are threads of this process, and no value of the program's travels.
    /// </summary>
    public FunctionTypes Functions { get; init; } = [];

    /// <summary>
    /// Takes a line when a node is lost, found again or cannot be used. Called on the engine's threads; must
    /// not wait.
    /// </summary>
    public Action<string> Log { get; init; } = static _ => { };
}
