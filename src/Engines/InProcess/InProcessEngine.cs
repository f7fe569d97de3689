using ActorCompute.Actors;
using ActorCompute.Actors.Aggregating;
using ActorCompute.Actors.Routing;
using ActorCompute.Actors.Working;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Engines.InProcess.Execution;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess;

/// <summary>
/// The default engine: one process, all cores, arrays by reference. Mailboxes run to completion on the
/// sender's thread, and a thread that submits helps, so that a tiny job costs no hand-off between threads.
/// Thread safe.
/// </summary>
public sealed class InProcessEngine : IEngine
{
    private readonly IActorHost _host;
    private readonly ArrayTable _arrays;
    private readonly IExecutorThreads _threads;
    private readonly Slot[] _slots;
    private int _isDisposed;

    /// <summary>Starts an engine with its router, aggregator and a worker for each slot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot.</exception>
    public InProcessEngine(InProcessOptions options)
        : this(options, new ActorHost(NewNode()), "in-process")
    {
    }

    /// <summary>Starts an engine whose actors another host has.</summary>
    /// <param name="options">What it is told.</param>
    /// <param name="host">Hosts the actors, and belongs to the engine from now on.</param>
    /// <param name="name">The engine's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot.</exception>
    internal InProcessEngine(InProcessOptions options, IActorHost host, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Slots);
        Slots = options.Slots;
        Name = name;
        _host = host;
        _arrays = new ArrayTable(Node);
        var runner = new KernelRunner(_arrays, options.SharesMemory);
        _slots = [.. Enumerable.Range(0, options.Slots).Select(number => new Slot(number))];
        _threads = options.PinsThreads
            ? new PinnedThreads(_slots, runner.Execute, Answer, options.ThreadStarts)
            : new SharedThreads(_slots, runner.Execute, Answer);

        ActorRef transfers = _host.AddService(
            self => new SliceTransfers(_host, self, _arrays, runner.End).Handle);
        ActorRef aggregator = SpawnOfEngine(new Aggregator());
        Router = SpawnOfEngine(new Router(
            new RouterOptions { Node = Node, StopTimeout = options.StopTimeout }, aggregator, transfers));
        foreach (Slot slot in _slots)
        {
            slot.Executor = _host.AddService(_ => new SlotExecutor(_host, slot, _threads).Handle);
            SpawnOfEngine(new Worker(new WorkerOptions
            {
                Node = Node,
                Router = Router,
                Executor = slot.Executor,
                Transfers = transfers,
                SharesMemory = options.SharesMemory,
                ChunkCredit = options.SharesMemory ? int.MaxValue : 4,
            }));
        }
    }

    /// <inheritdoc/>
    public event Action<ActorFailure>? ActorFailed
    {
        add => _host.ActorFailed += value;
        remove => _host.ActorFailed -= value;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public NodeId Node => _host.Node;

    /// <inheritdoc/>
    public ActorRef Router { get; }

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public bool IsLocal => true;

    /// <inheritdoc/>
    public long MostChunkBytes => long.MaxValue;

    /// <inheritdoc/>
    public IArrayTable Arrays => _arrays;

    /// <summary>How many arrays the table has: none when no job and no program uses one.</summary>
    internal int ArrayCount => _arrays.Count;

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
    public void SendAndHelp(ActorRef target, object message, IHelpUntil until) =>
        _threads.Help(() => Send(target, message), until);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return ValueTask.CompletedTask;
        _host.Dispose();

        // Jobs that have no router any more to stop them.
        foreach (Slot slot in _slots) slot.StopAll();
        _threads.Dispose();
        _arrays.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>The identity of a process that starts.</summary>
    internal static NodeId NewNode() => new((ulong)Random.Shared.NextInt64(1, long.MaxValue), 1);

    private void Answer(PendingRun pending, object answer) =>
        _host.Send(pending.Worker, answer, pending.Slot.Executor);
}
