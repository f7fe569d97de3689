using ActorCompute.Actors;
using ActorCompute.Actors.Aggregating;
using ActorCompute.Actors.Membership;
using ActorCompute.Actors.Routing;
using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Engines.Cluster.Clients;

/// <summary>
/// The engine of a client whose jobs run on worker nodes: router and aggregator here, workers there. It dials
/// the seed node, and every worker node that the seed node names; nobody dials it. Thread safe.
/// </summary>
public sealed class ClusterEngine : IEngine
{
    // A dialed worker node has 5 seconds to answer.
    private static readonly TimeSpan s_longestList = TimeSpan.FromSeconds(10);

    private readonly ClusterEngineOptions _options;
    private readonly IActorHost _host;
    private readonly NodeIdentity _identity;
    private readonly ArrayTable _arrays;
    private readonly OtherNodes _others;
    private readonly OtherSlices _slices = new();
    private readonly TableSlices _store;
    private readonly WorkerNodes _nodes;
    private readonly SeedLink _seed;
    private readonly Segment? _probe;
    private readonly SegmentPool? _segments;
    private int _isDisposed;

    private ClusterEngine(ClusterEngineOptions options)
    {
        _options = options;
        _others = new OtherNodes(others => Open(options, others));
        _host = _others.Carrier.Host;
        _identity = new NodeIdentity(_others.Carrier);
        if (options.SharesMemory && OperatingSystem.IsLinux())
        {
            _probe = SegmentProbe.Create();
            _segments = new SegmentPool(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4);
        }

        _arrays = new ArrayTable(Node, memory: new ClusterMemory(_segments, options.DataRoot));
        _store = new TableSlices(_arrays);
        ActorRef transfers = _host.AddService(
            self => new SliceTransfers(_host, self, _arrays, static _ => { }, _slices).Handle);
        ActorRef aggregator = SpawnOfEngine(new Aggregator());
        Router = SpawnOfEngine(new Router(
            new RouterOptions { Node = Node, StopTimeout = options.StopTimeout, IsDistributed = true },
            aggregator,
            transfers));
        _nodes = new WorkerNodes(
            DialAsync, options.Log, why => _host.Send(Router, new RouterNotice.NoWorkers(why)));
        _seed = new SeedLink(
            _others,
            options.Seed,
            _identity.Hello(ConnectionRole.Client),
            Dialing(options, SeedHint(options.Seed)),
            SpawnOfEngine(new MemberList(_nodes.OnListed)),
            options.Log);
    }

    /// <inheritdoc/>
    public event Action<ActorFailure>? ActorFailed
    {
        add => _host.ActorFailed += value;
        remove => _host.ActorFailed -= value;
    }

    /// <inheritdoc/>
    public string Name => _identity.Engine;

    /// <inheritdoc/>
    public NodeId Node => _host.Node;

    /// <inheritdoc/>
    public ActorRef Router { get; }

    /// <inheritdoc/>
    public int Slots => _nodes.Slots;

    /// <inheritdoc/>
    public bool IsLocal => false;

    /// <inheritdoc/>
    public long MostChunkBytes => _nodes.LeastGrant;

    /// <inheritdoc/>
    public IArrayTable Arrays => _arrays;

    /// <summary>The worker nodes that are connected.</summary>
    public IReadOnlyList<NodeDescription> Nodes => _nodes.Connected;

    /// <summary>How many arrays the table has: none when no job and no program uses one.</summary>
    internal int ArrayCount => _arrays.Count;

    /// <summary>Connects to the seed node, and to the worker nodes that it names.</summary>
    /// <exception cref="ComputeException">The seed node cannot be reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<ClusterEngine> ConnectAsync(
        ClusterEngineOptions options, CancellationToken cancellation = default)
    {
        // Some tens of milliseconds of computing, beside the waiting for others.
        Task warm = Task.Run(static () => KernelFingerprint.Value, cancellation);
        var engine = new ClusterEngine(options);
        try
        {
            await warm.ConfigureAwait(false);
            await engine._seed.ConnectAsync(cancellation).ConfigureAwait(false);
            await engine._nodes.Tried.WaitAsync(s_longestList, cancellation).ConfigureAwait(false);
            return engine;
        }
        catch (TimeoutException)
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw new ComputeException(
                ErrorKind.Unreachable,
                $"the seed node {options.Seed} did not say within {s_longestList.TotalSeconds:0} s which "
                + "worker nodes there are: it has ended, or is stopped");
        }
        catch
        {
            await engine.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks a seed node what the nodes of its cluster do, without connecting to them.</summary>
    /// <exception cref="ComputeException">The seed node cannot be reached, refuses or does not
    /// answer.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<MembershipProtocol.StatusReport> StatusOfAsync(
        ClusterEngineOptions options, TimeSpan timeout, CancellationToken cancellation = default)
    {
        using var others = new OtherNodes(others => Open(options, others));
        using var link = new SeedLink(
            others,
            options.Seed,
            new NodeIdentity(others.Carrier).Hello(ConnectionRole.Client),
            Dialing(options, SeedHint(options.Seed)),
            ActorRef.Nobody,
            static _ => { });
        await link.ConnectAsync(cancellation).ConfigureAwait(false);
        return await StatusRequest.AskAsync(others.Carrier.Host, link, timeout, cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>Asks the seed node what all nodes do.</summary>
    /// <exception cref="ComputeException">
    /// The seed node does not answer in time (<see cref="ErrorKind.Timeout"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Task<MembershipProtocol.StatusReport> StatusAsync(
        TimeSpan timeout, CancellationToken cancellation = default) =>
        StatusRequest.AskAsync(_host, _seed, timeout, cancellation);

    /// <summary>Dials a worker node for a seat on it: a connection on which it is told what to
    /// call.</summary>
    /// <param name="node">One of <see cref="Nodes"/>.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <returns>The connection, owned by who calls.</returns>
    /// <exception cref="ComputeException">
    /// It runs no functions, has no seat left, or is about to end (<see cref="ErrorKind.Refused"/>); or it
    /// cannot be reached.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<FrameStream> DialCallsAsync(
        NodeDescription node, CancellationToken cancellation = default)
    {
        DialedConnection dialed = await DialAsync(
            HostPort.Parse(node.Address), ConnectionRole.Calls, cancellation).ConfigureAwait(false);
        return dialed.Welcome.Node == node.Node ? dialed.Frames : throw AnotherNode(node.Address, dialed);
    }

    /// <inheritdoc/>
    public ActorRef Spawn(IHandler handler) => _host.Spawn(handler);

    /// <inheritdoc/>
    public ActorRef SpawnOfEngine(IHandler handler) => _host.SpawnOfEngine(handler);

    /// <inheritdoc/>
    public void Stop(ActorRef actor) => _host.Stop(actor);

    /// <inheritdoc/>
    public void Send(ActorRef target, object message, ActorRef sender = default) =>
        _host.Send(target, message, sender);

    /// <inheritdoc/>
    /// <remarks>The kernels run elsewhere: there is nothing to help with.</remarks>
    public void SendAndHelp(ActorRef target, object message, IHelpUntil until)
    {
        Send(target, message);
        while (!until.IsOver) until.Wait(Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return ValueTask.CompletedTask;
        _seed.Dispose();
        _nodes.Dispose();
        _others.Dispose();
        _arrays.Clear();
        _segments?.Dispose();
        _probe?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string SeedHint(HostPort seed) =>
        $"start a seed node there with 'actorcompute seed --listen {seed}'";

    private static DialOptions Dialing(ClusterEngineOptions options, string hint) =>
        new() { Identity = options.Identity, Hint = hint };

    private static ICarrier Open(ClusterEngineOptions options, OtherNodes others) =>
        ClusterEngines.Provider(ClusterEngines.Resolve(options.Engine)).Open(
            new CarrierOptions
            {
                Node = NodeIdentity.NewNode(),
                Role = CarrierRole.Client,
                Identity = options.Identity,
                Configuration = options.Configuration,
                Log = options.Log,
            },
            others);

    /// <summary>Dials a worker node: the connection for messages first, by which the node knows the
    /// others.</summary>
    private async Task<NodeLink> DialAsync(
        NodeDescription node, Action<string> ended, CancellationToken cancellation)
    {
        HostPort address = HostPort.Parse(node.Address);
        var link = new NodeLink(node.Node, _others, _slices, _store, static _ => { }, ended);
        DialedConnection control = await DialAsync(ConnectionRole.Client).ConfigureAwait(false);
        if (control.Welcome.Node != node.Node) throw AnotherNode(node.Address, control);
        link.Control(
            control.Frames,
            control.Welcome.Carrier,
            control.Welcome.SharesMemory ? LocalProcess.Find(control.Welcome.Process) : null);
        try
        {
            await _others.Carrier.ReachAsync(node.Node, cancellation).ConfigureAwait(false);
            link.Pull((await DialAsync(ConnectionRole.DataPull).ConfigureAwait(false)).Frames);
            link.Serve((await DialAsync(ConnectionRole.DataServe).ConfigureAwait(false)).Frames);
            return link;
        }
        catch
        {
            link.Abandon();
            throw;
        }

        Task<DialedConnection> DialAsync(ConnectionRole role) => this.DialAsync(address, role, cancellation);
    }

    private Task<DialedConnection> DialAsync(
        HostPort address, ConnectionRole role, CancellationToken cancellation) => Dialer.ConnectAsync(
        address,
        _identity.Hello(role, role == ConnectionRole.Client ? Router : default, _probe?.Reference),
        Dialing(_options, "its process has ended, or --advertise of the worker node is not right"),
        cancellation);

    private static ComputeException AnotherNode(string address, DialedConnection dialed)
    {
        dialed.Frames.Dispose();
        return new ComputeException(
            ErrorKind.Refused,
            $"another node answers on {address} than is listed there: either it is starting anew, and is "
            + "listed in a moment, or two worker nodes have one --advertise: give each its own");
    }
}
