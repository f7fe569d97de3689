using System.Collections.Concurrent;
using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Actors;

/// <summary>What a reference of this node leads to: an actor's mailbox, or a service.</summary>
internal abstract class Cell
{
    /// <summary>Takes a message from any thread.</summary>
    public abstract void Post(ActorRef sender, object message);
}

/// <summary>
/// A service of the engine: handles messages at once, on the sender's thread, and is thread safe.
/// </summary>
internal sealed class ServiceCell(Action<ActorRef, object> handle) : Cell
{
    public override void Post(ActorRef sender, object message) => handle(sender, message);
}

/// <summary>
/// The mailbox of an actor. The engine's own actors run to completion: whoever sends to an idle one handles
/// its messages, one thread at a time, without a hand-off to another thread. A program's actors, which may be
/// slow, run on the thread pool.
/// </summary>
internal sealed class ActorCell(ActorHost host, ActorRef self, IHandler handler) : Cell, IActorContext
{
    private readonly ConcurrentQueue<(ActorRef Sender, object Message)> _mailbox = new();
    private readonly List<ActorRef> _watchers = [];
    private int _isScheduled;
    private volatile bool _isStopped;

    public ActorRef Self => self;

    public ActorRef Sender { get; private set; }

    public long Now => host.Now;

    /// <summary>True for the router, the aggregator and the workers, without which no job ends.</summary>
    public bool IsOfEngine { get; init; }

    public void Send(ActorRef target, object message) => host.Send(target, message, self);

    public void Schedule(TimeSpan delay, object message) => host.Timers.Schedule(delay, self, message);

    public void Watch(ActorRef actor) => host.Watch(self, actor);

    public ulong NextRandom()
    {
        Span<byte> bits = stackalloc byte[8];
        Random.Shared.NextBytes(bits);
        return BitConverter.ToUInt64(bits);
    }

    public override void Post(ActorRef sender, object message)
    {
        if (_isStopped) return;
        _mailbox.Enqueue((sender, message));
        if (Interlocked.CompareExchange(ref _isScheduled, 1, 0) != 0) return;
        if (IsOfEngine) Dispatcher.Run(this);
        else ThreadPool.UnsafeQueueUserWorkItem(static cell => cell.Drain(), this, preferLocal: false);
    }

    /// <summary>Handles what is in the mailbox. Called by the one thread that holds the schedule.</summary>
    public void Drain()
    {
        while (true)
        {
            while (!_isStopped && _mailbox.TryDequeue(out (ActorRef Sender, object Message) next))
            {
                Sender = next.Sender;
                try
                {
                    handler.Receive(this, next.Message);
                }
                catch (Exception error)
                {
                    // A handler that throws is in an unknown state: it ends, and its watchers hear of it.
                    host.Fail(this, error);
                }
            }

            Volatile.Write(ref _isScheduled, 0);
            Interlocked.MemoryBarrier();
            if (_isStopped || _mailbox.IsEmpty || Interlocked.CompareExchange(ref _isScheduled, 1, 0) != 0)
            {
                return;
            }
        }
    }

    /// <summary>Adds a watcher; false if the actor has ended.</summary>
    public bool TryAddWatcher(ActorRef watcher)
    {
        lock (_watchers)
        {
            if (_isStopped) return false;
            _watchers.Add(watcher);
            return true;
        }
    }

    public void Stop()
    {
        ActorRef[] watchers;
        lock (_watchers)
        {
            if (_isStopped) return;
            _isStopped = true;
            watchers = [.. _watchers];
        }

        foreach (ActorRef watcher in watchers)
        {
            host.Send(watcher, new Terminated(self, ProcessDied: true), self);
        }
    }
}
