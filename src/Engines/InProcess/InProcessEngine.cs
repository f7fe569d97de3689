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
    private readonly ActorHost _host;
    private readonly ArrayTable _arrays;
    private readonly IExecutorThreads _threads;
    private int _isDisposed;

    /// <summary>Starts an engine with its router, aggregator and a worker for each slot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot.</exception>
    public InProcessEngine(InProcessOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Slots);
        Slots = options.Slots;
        _host = new ActorHost(NewNode());
        _arrays = new ArrayTable(Node);
        var runner = new KernelRunner(_arrays, options.SharesMemory);
        var slots = new Slot[options.Slots];
        for (int index = 0; index < slots.Length; index++) slots[index] = new Slot(index);
        _threads = options.PinsThreads
            ? new PinnedThreads(slots, runner.Execute, Answer, options.ThreadStarts)
            : new SharedThreads(slots, runner.Execute, Answer);

        ActorRef transfers = _host.AddService(
            self => new SliceTransfers(_host, self, _arrays, runner.End).Handle);
        ActorRef aggregator = SpawnOfEngine(new Aggregator());
        Router = SpawnOfEngine(new Router(
            new RouterOptions { Node = Node, StopTimeout = options.StopTimeout }, aggregator, transfers));
        foreach (Slot slot in slots)
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
    public string Name => "in-process";

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
        _threads.Dispose();
        _arrays.Clear();
        return ValueTask.CompletedTask;
    }

    /// <summary>The identity of a process that starts.</summary>
    internal static NodeId NewNode() => new((ulong)Random.Shared.NextInt64(1, long.MaxValue), 1);

    private void Answer(PendingRun pending, object answer) =>
        _host.Send(pending.Worker, answer, pending.Slot.Executor);
}
