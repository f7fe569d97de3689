using System.Collections.Concurrent;
using ActorCompute.Actors.Membership;
using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Engines.InProcess.Execution;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Connections;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Data;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>
/// A process that computes for clients. It joins the seed node's list, and takes connections from the clients
/// that find it there, each of which has a session of its own. Thread safe.
/// </summary>
public sealed class WorkerNode : IAsyncDisposable
{
    private const long LimitOfUnusedSegments = 4L << 30;

    private static readonly TimeSpan s_segmentInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestFetch = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_drainInterval = TimeSpan.FromMilliseconds(20);

    private readonly WorkerNodeOptions _options;
    private readonly OtherNodes _others;
    private readonly IActorHost _host;
    private readonly NodePort _port;
    private readonly OtherSlices _slices = new();
    private readonly TableSlices _store;
    private readonly SegmentMap _segments = new(LimitOfUnusedSegments);
    private readonly Timer _segmentTimer;
    private readonly NodeServices _services;
    private readonly ConcurrentDictionary<NodeId, Visit> _visits = new();
    private readonly NodeSeats _seats;
    private readonly ActorRef _agent;
    private readonly SeedLink _seed;
    private long _chunksDone;
    private long _bytesMoved;
    private volatile bool _isLeaving;

    private WorkerNode(WorkerNodeOptions options)
    {
        _options = options;
        _seats = new NodeSeats(options.Functions, options.Slots);
        var carrierOptions = new CarrierOptions
        {
            Node = NodeIdentity.NewNode(),
            Role = CarrierRole.Worker,
            Identity = options.Identity,
            Configuration = options.Configuration,
            Log = options.Log,
            Removed = options.Removed,
        };
        _port = new NodePort(
            options.Engine, options.Listen, carrierOptions, address => options.Advertise ?? address, Admit);
        _others = _port.Others;
        _host = _others.Carrier.Host;
        _services = Services(options);
        _segmentTimer = new Timer(_ => _segments.DropClosed(), null, s_segmentInterval, s_segmentInterval);
        _store = new TableSlices(_services.Arrays);
        _agent = _host.SpawnOfEngine(new MembershipAgent(new MembershipAgentOptions
        {
            Node = Describe(options),
            Load = Load,
            OnJoined = options.Joined,
            OnRefused = options.Refused,
        }));
        _seed = new SeedLink(
            _others,
            options.Seed,
            _port.Identity.Hello(ConnectionRole.Member),
            new DialOptions { Identity = options.Identity, Hint = SeedHint(options.Seed) },
            _agent,
            options.Log);
        _port.Open();
    }

    /// <summary>The engine's name.</summary>
    public string Engine => _port.Identity.Engine;

    /// <summary>This process.</summary>
    public NodeId Node => _host.Node;

    /// <summary>The address, with the port that was taken where 0 was asked for.</summary>
    public HostPort Address => _port.Address;

    /// <summary>Starts a node: it listens, and is connected to the seed node.</summary>
    /// <exception cref="ComputeException">
    /// The address cannot be listened on, or is not in the certificate; or the seed node cannot be reached.
    /// </exception>
    public static async Task<WorkerNode> StartAsync(
        WorkerNodeOptions options, CancellationToken cancellation = default)
    {
        options.Identity?.CheckNames((options.Advertise ?? options.Listen).Host);
        var node = new WorkerNode(options);
        try
        {
            await node._seed.ConnectAsync(cancellation).ConfigureAwait(false);
            return node;
        }
        catch
        {
            await node.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Leaves in good order: takes nothing new, gives back what it has not started, and returns when what it
    /// had is computed and fetched; it does not wait for ever for a client that fetches nothing. Of a
    /// program's functions it finishes the calls that run, unless who called is gone.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled before.</exception>
    public Task DrainAsync(CancellationToken cancellation = default)
    {
        _isLeaving = true;
        _host.Send(_agent, new SeedConnection.Leave());
        return Task.WhenAll(DrainSessionsAsync(cancellation), DrainSeatsAsync(cancellation));
    }

    /// <summary>Closes all connections and ends the threads; what runs is stopped.</summary>
    public ValueTask DisposeAsync()
    {
        _seed.Dispose();
        _others.Carrier.Leave();
        _port.Close();
        foreach (Visit visit in _visits.Values) visit.Link.End("the node ends");
        _seats.Close();
        _others.Dispose();
        _services.Threads.Dispose();
        _services.Arrays.Clear();
        _segmentTimer.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task DrainSessionsAsync(CancellationToken cancellation)
    {
        long lastBusy = Environment.TickCount64;
        foreach (Visit visit in _visits.Values)
        {
            if (visit.Session is not { } session) continue;
            while (!session.IsDrained && _visits.ContainsKey(session.Client))
            {
                session.Drain();
                if (_services.Threads.Busy > 0) lastBusy = Environment.TickCount64;

                // All is computed: a client that does not come for its results is stopped, or hung.
                if (Environment.TickCount64 - lastBusy > s_longestFetch.TotalMilliseconds) return;
                await Task.Delay(s_drainInterval, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task DrainSeatsAsync(CancellationToken cancellation)
    {
        _seats.Leave();
        while (_seats.IsBusy) await Task.Delay(s_drainInterval, cancellation).ConfigureAwait(false);
    }

    private static string SeedHint(HostPort seed) =>
        $"start a seed node there with 'actorcompute seed --listen {seed}', or correct --seed";

    private static string PathUnder(string? root, string name) => root is null
        ? throw new ComputeException(
            ErrorKind.InvalidFile,
            $"the worker node has no files: start it with --data-root DIR to read '{name}' there")
        : DataRoot.Resolve(root, name);

    private NodeServices Services(WorkerNodeOptions options)
    {
        var ledger = new MemoryLedger(options.MemoryBytes);
        var arrays = new ArrayTable(_host.Node, ledger);
        var surroundings = new Surroundings(
            name => PathUnder(options.DataRoot, name), new MappedSegments(_segments), ThisHost.Run);
        var runner = new KernelRunner(arrays, sharesMemory: false, surroundings);
        var threads = new QueuedThreads(options.Slots, runner.Execute, Answer);
        ActorRef transfers = _host.AddService(
            self => new SliceTransfers(_host, self, arrays, runner.End, _slices).Handle);
        return new NodeServices(_host, arrays, ledger, runner, threads, transfers, options.Slots);
    }

    private NodeDescription Describe(WorkerNodeOptions options) => new(
        _host.Node,
        options.Name,
        (options.Advertise ?? Address).ToString(),
        options.Slots,
        options.MemoryBytes,
        NodeIdentity.Software,
        KernelFingerprint.Value);

    private NodeLoad Load() => new(
        _services.Threads.Busy,
        _services.Runner.Jobs,
        Interlocked.Read(ref _chunksDone),
        Interlocked.Read(ref _bytesMoved),
        _services.Ledger.InUse,
        _isLeaving);

    private void Answer(PendingRun pending, object answer)
    {
        if (answer is ExecutorProtocol.Finished) Interlocked.Increment(ref _chunksDone);
        _host.Send(pending.Worker, answer, pending.Slot.Executor);
    }

    private void Admit(Caller caller)
    {
        ConnectionProtocol.Hello hello = caller.Hello;
        if (WhyNot(hello) is { } reason)
        {
            caller.Refuse(reason);
            return;
        }

        if (hello.Role == ConnectionRole.Calls)
        {
            AdmitCalls(caller);
            return;
        }

        bool sharesMemory = _options.SharesMemory && hello.Probe is { } probe && SegmentProbe.CanOpen(probe);
        if (hello.Role == ConnectionRole.Client)
        {
            Begin(hello, sharesMemory);
            _others.Carrier.Expect(hello.Node, hello.Carrier);
        }

        if (!_visits.TryGetValue(hello.Node, out Visit? visit)) return;
        FrameStream frames;
        try
        {
            frames = caller.Accept(_port.Identity.Welcome(caller.Version, sharesMemory));
        }
        catch (ConnectionException error)
        {
            visit.Link.End(error.Message);
            throw;
        }

        switch (hello.Role)
        {
            case ConnectionRole.Client:
                visit.Link.Control(frames, hello.Carrier);
                break;
            case ConnectionRole.DataPull:
                visit.Link.Serve(frames);
                break;
            case ConnectionRole.DataServe:
                visit.Link.Pull(frames);
                break;
        }

        visit.StartSession(_services);
    }

    /// <summary>A worker of a client's pool is to have a seat here.</summary>
    private void AdmitCalls(Caller caller)
    {
        if (_seats.TryTake() is { } reason)
        {
            caller.Refuse(reason);
            return;
        }

        FrameStream frames;
        try
        {
            frames = caller.Accept(_port.Identity.Welcome(caller.Version, sharesMemory: false));
        }
        catch
        {
            _seats.GiveBack();
            throw;
        }

        _seats.Open(frames);
    }

    private string? WhyNot(ConnectionProtocol.Hello hello)
    {
        if (hello.Engine != Engine)
        {
            return $"this is a worker node of the engine {Engine}, not of {hello.Engine}: "
                + $"give --engine {Engine}";
        }

        if (hello.Role == ConnectionRole.Member)
        {
            return "this is a worker node, not a seed node: correct --seed";
        }

        if (_isLeaving) return "this worker node is about to end";
        if (hello.KernelsHash != KernelFingerprint.Value)
        {
            return $"version {NodeIdentity.Software} on this worker node gives other bits than version "
                + $"{hello.Software} on the client: install the same version on both";
        }

        return hello.Role == ConnectionRole.Client || _visits.ContainsKey(hello.Node)
            ? null
            : "this worker node does not know the client yet: the connection for messages comes first";
    }

    /// <summary>A client is there. One that was there before has lost its connections, and so its
    /// session.</summary>
    private void Begin(ConnectionProtocol.Hello hello, bool sharesMemory)
    {
        if (_visits.TryGetValue(hello.Node, out Visit? before)) before.Link.End("the client dialed anew");
        var visit = new Visit(hello.Router, sharesMemory);
        visit.Link = new NodeLink(
            hello.Node,
            _others,
            _slices,
            _store,
            bytes => Interlocked.Add(ref _bytesMoved, bytes),
            _ =>
            {
                _visits.TryRemove(KeyValuePair.Create(hello.Node, visit));
                visit.EndSession();
            });
        _visits[hello.Node] = visit;
    }

    /// <summary>A client's connections, and its session once there are all of them.</summary>
    private sealed class Visit(ActorRef router, bool sharesMemory)
    {
        private readonly Lock _lock = new();
        private bool _isEnded;

        public NodeLink Link { get; set; } = null!;

        public ClientSession? Session { get; private set; }

        public void StartSession(NodeServices services)
        {
            lock (_lock)
            {
                if (_isEnded || Session is not null || !Link.IsComplete) return;
                Session = new ClientSession(services, router, sharesMemory);
            }
        }

        public void EndSession()
        {
            lock (_lock)
            {
                _isEnded = true;
                Session?.End();
            }
        }
    }
}
