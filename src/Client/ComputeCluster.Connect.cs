using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Clients;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Data;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Client;

/// <summary>Clusters of other processes.</summary>
public sealed partial class ComputeCluster
{
    private static readonly TimeSpan s_statusTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connects to a cluster of worker nodes by its seed node. Jobs are computed there, and their results are
    /// the same bits as in one process; arrays of the program are shipped chunk by chunk, generated inputs
    /// are made where they are needed. Nodes may come, leave and die while jobs run.
    /// </summary>
    /// <param name="seed">Where the seed node listens: <c>HOST:PORT</c>.</param>
    /// <param name="options">How to connect.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ComputeException">
    /// The address or the certificates are not right, or the seed node is not reached or refuses.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<ComputeCluster> ConnectAsync(
        string seed, ConnectOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seed);
        options ??= new ConnectOptions();
        CallableMethods? functions = options.Functions.Count == 0
            ? null
            : MethodsOfList.OfClient(options.Functions, ClusterEngines.Resolve(options.Engine));
        ClusterEngine engine = await ClusterEngine.ConnectAsync(
            EngineOptions(seed, options), cancellationToken).ConfigureAwait(false);
        return new ComputeCluster(engine, functions);
    }

    /// <summary>Asks a seed node what the nodes of its cluster do, without connecting to them.</summary>
    /// <exception cref="ComputeException">
    /// The address or the certificates are not right, or the seed node is not reached or does not answer.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<MembershipProtocol.StatusReport> StatusOfAsync(
        string seed, ConnectOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seed);
        return ClusterEngine.StatusOfAsync(
            EngineOptions(seed, options ?? new ConnectOptions()), s_statusTimeout, cancellationToken);
    }

    /// <summary>What the nodes of the cluster do, as they told the seed node within the last
    /// second.</summary>
    /// <exception cref="ComputeException">
    /// The cluster is of this process alone (<see cref="ErrorKind.InvalidState"/>), or the seed node does not
    /// answer (<see cref="ErrorKind.Timeout"/>).
    /// </exception>
    public Task<MembershipProtocol.StatusReport> StatusAsync(CancellationToken cancellationToken = default) =>
        Engine is ClusterEngine engine
            ? engine.StatusAsync(s_statusTimeout, cancellationToken)
            : throw new ComputeException(
                ErrorKind.InvalidState,
                "a cluster of this process alone has no nodes to report: connect to a seed node");

    private static ClusterEngineOptions EngineOptions(string seed, ConnectOptions options) => new()
    {
        Seed = HostPort.Parse(seed),
        Engine = options.Engine,
        Configuration = options.EngineConfiguration,
        Identity = options.Certificates is { } folder ? ClusterIdentity.Load(folder) : null,
        SharesMemory = options.SharesMemory,
        DataRoot = options.DataRoot is { } root ? DataRoot.Check(root) : null,
        Log = options.Log,
    };
}
