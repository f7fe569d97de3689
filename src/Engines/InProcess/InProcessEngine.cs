using System.Diagnostics;
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
    private readonly CellTable _cells;
    private readonly ArrayTable _arrays;
    private readonly IExecutorThreads _threads;
    private readonly KernelRunner _runner;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private int _isDisposed;

    /// <summary>Starts an engine with its router, aggregator and a worker for each slot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no slot.</exception>
    public InProcessEngine(InProcessOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Slots);
        Node = new NodeId((ulong)Random.Shared.NextInt64(1, long.MaxValue), 1);
        Slots = options.Slots;
        _cells = new CellTable(Node);
        _arrays = new ArrayTable(Node);
        _runner = new KernelRunner(_arrays, options.SharesMemory);
        var slots = new Slot[options.Slots];
        for (int index = 0; index < slots.Length; index++) slots[index] = new Slot(index);
        _threads = options.PinsThreads
            ? new PinnedThreads(slots, _runner.Execute, Answer, options.ThreadStarts)
            : new SharedThreads(slots, _runner.Execute, Answer);
        Timers = new TimerQueue(this);

        ActorRef transfers = AddTransfers();
        ActorRef aggregator = SpawnOfEngine(new Aggregator());
        Router = SpawnOfEngine(new Router(
            new RouterOptions { Node = Node, StopTimeout = options.StopTimeout }, aggregator, transfers));
        foreach (Slot slot in slots)
        {
            slot.Executor = _cells.Add(
                _ => new ServiceCell((sender, message) => HandleExecutor(slot, sender, message)));
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
    public event Action<ActorFailure>? ActorFailed;

    /// <inheritdoc/>
    public string Name => "in-process";

    /// <inheritdoc/>
    public NodeId Node { get; }

    /// <inheritdoc/>
    public ActorRef Router { get; }

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public IArrayTable Arrays => _arrays;

    /// <summary>How many arrays the table has: none when no job and no program uses one.</summary>
    internal int ArrayCount => _arrays.Count;

    /// <summary>Nanoseconds since the engine started.</summary>
    internal long Now => (long)Stopwatch.GetElapsedTime(_startedAt).TotalNanoseconds;

    internal TimerQueue Timers { get; }

    /// <inheritdoc/>
    public ActorRef Spawn(IHandler handler) => Spawn(handler, isOfEngine: false);

    /// <inheritdoc/>
    public ActorRef SpawnOfEngine(IHandler handler) => Spawn(handler, isOfEngine: true);

    /// <inheritdoc/>
    public void Stop(ActorRef actor)
    {
        if (_cells.Remove(actor) is ActorCell cell) cell.Stop();
    }

    /// <inheritdoc/>
    public void Send(ActorRef target, object message, ActorRef sender = default) =>
        _cells.Find(target)?.Post(sender, message);

    /// <inheritdoc/>
    public void SendAndHelp(ActorRef target, object message, IHelpUntil until) =>
        _threads.Help(() => Send(target, message), until);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return ValueTask.CompletedTask;
        Timers.Dispose();
        _threads.Dispose();
        _arrays.Clear();
        return ValueTask.CompletedTask;
    }

    internal void Watch(ActorRef watcher, ActorRef watched)
    {
        if (_cells.Find(watched) is ActorCell cell && cell.TryAddWatcher(watcher)) return;
        Send(watcher, new Terminated(watched, ProcessDied: true), watched);
    }

    internal void Fail(ActorCell cell, Exception error)
    {
        Stop(cell.Self);
        ActorFailed?.Invoke(new ActorFailure(cell.Self, cell.IsOfEngine, error));
    }

    private ActorRef Spawn(IHandler handler, bool isOfEngine)
    {
        ActorRef actor = _cells.Add(self => new ActorCell(this, self, handler) { IsOfEngine = isOfEngine });
        Send(actor, Started.Instance);
        return actor;
    }

    private ActorRef AddTransfers()
    {
        ActorRef self = default;
        var transfers = new LocalTransfers(
            _arrays, (target, message) => Send(target, message, self), _runner.End);
        return self = _cells.Add(_ => new ServiceCell(transfers.Handle));
    }

    private void HandleExecutor(Slot slot, ActorRef worker, object message)
    {
        switch (message)
        {
            case ExecutorProtocol.Run run:
                _threads.Offer(new PendingRun(slot, run, worker));
                break;
            case ExecutorProtocol.Stop stop when slot.Stop(stop.Attempt) is { } withdrawn:
                _threads.Withdraw(withdrawn);
                Send(withdrawn.Worker, new ExecutorProtocol.Stopped(stop.Attempt), slot.Executor);
                break;
        }
    }

    private void Answer(PendingRun pending, object answer) =>
        Send(pending.Worker, answer, pending.Slot.Executor);
}
