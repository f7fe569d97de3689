using System.Diagnostics;
using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Actors;

/// <summary>
/// The actors and services of one process: mailboxes, timers, watches, and the way to the actors of other
/// nodes, if there are such. Thread safe.
/// </summary>
internal sealed class ActorHost : IActorHost
{
    private readonly CellTable _cells;
    private readonly IOtherNodes? _others;
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    /// <param name="node">This process.</param>
    /// <param name="others">The way to other nodes; null where there are none.</param>
    public ActorHost(NodeId node, IOtherNodes? others = null)
    {
        Node = node;
        _others = others;
        _cells = new CellTable(node);
        Timers = new TimerQueue(this);
    }

    /// <inheritdoc/>
    public event Action<ActorFailure>? ActorFailed;

    /// <inheritdoc/>
    public NodeId Node { get; }

    /// <summary>Nanoseconds since the host started.</summary>
    public long Now => (long)Stopwatch.GetElapsedTime(_startedAt).TotalNanoseconds;

    /// <summary>Messages to be sent later.</summary>
    public TimerQueue Timers { get; }

    /// <inheritdoc/>
    /// <remarks>It runs on the thread pool.</remarks>
    public ActorRef Spawn(IHandler handler) => Spawn(handler, isOfEngine: false);

    /// <inheritdoc/>
    /// <remarks>It runs on whatever thread sends to it.</remarks>
    public ActorRef SpawnOfEngine(IHandler handler) => Spawn(handler, isOfEngine: true);

    /// <inheritdoc/>
    public ActorRef AddService(Func<ActorRef, Action<ActorRef, object>> make) =>
        _cells.Add(self => new ServiceCell(make(self)));

    /// <inheritdoc/>
    public void Stop(ActorRef actor)
    {
        if (_cells.Remove(actor) is ActorCell cell) cell.Stop();
    }

    /// <inheritdoc/>
    public void Send(ActorRef target, object message, ActorRef sender = default)
    {
        if (target.Node == Node) _cells.Find(target)?.Post(sender, message);
        else _others?.Send(target, message, sender);
    }

    /// <summary>Sees to it that the watcher hears of the end of an actor of any node.</summary>
    public void Watch(ActorRef watcher, ActorRef watched)
    {
        if (watched.Node == Node || _others is null)
        {
            if (_cells.Find(watched) is ActorCell cell && cell.TryAddWatcher(watcher)) return;
            Send(watcher, new Terminated(watched, ProcessDied: true), watched);
        }
        else
        {
            _others.Watch(watcher, watched);
        }
    }

    /// <summary>Ends an actor whose handler threw.</summary>
    public void Fail(ActorCell cell, Exception error)
    {
        Stop(cell.Self);
        ActorFailed?.Invoke(new ActorFailure(cell.Self, cell.IsOfEngine, error));
    }

    /// <summary>Sends nothing later any more.</summary>
    public void Dispose() => Timers.Dispose();

    private ActorRef Spawn(IHandler handler, bool isOfEngine)
    {
        ActorRef actor = _cells.Add(self => new ActorCell(this, self, handler) { IsOfEngine = isOfEngine });
        Send(actor, Started.Instance);
        return actor;
    }
}

/// <summary>The way to the actors of other nodes. Thread safe.</summary>
internal interface IOtherNodes
{
    /// <summary>Sends a message to an actor of another node; drops it where there is no way to that
    /// node.</summary>
    void Send(ActorRef target, object message, ActorRef sender);

    /// <summary>Has the watcher told when the way to the actor's node ends, at once if there is
    /// none.</summary>
    void Watch(ActorRef watcher, ActorRef watched);
}
