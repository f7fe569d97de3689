using ActorCompute.Messages;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>A context that keeps what a handler does with it: messages in, effects out.</summary>
internal sealed class RecordingContext(IHandler handler, ActorRef self) : IActorContext
{
    private readonly List<(ActorRef Target, object Message)> _sent = [];
    private readonly PriorityQueue<object, long> _scheduled = new();

    public ActorRef Self { get; } = self;

    public ActorRef Sender { get; private set; }

    public long Now { get; private set; }

    public List<ActorRef> Watched { get; } = [];

    public void Send(ActorRef target, object message) => _sent.Add((target, message));

    public void Schedule(TimeSpan delay, object message) =>
        _scheduled.Enqueue(message, Now + delay.Ticks * 100);

    public void Watch(ActorRef actor) => Watched.Add(actor);

    public ulong NextRandom() => 0;

    /// <summary>Lets the handler handle a message; what it sent before is forgotten.</summary>
    public void Receive(object message, ActorRef sender = default)
    {
        _sent.Clear();
        Handle(message, sender);
    }

    /// <summary>Lets time pass, with everything that was scheduled for it.</summary>
    public void Advance(TimeSpan span)
    {
        _sent.Clear();
        long until = Now + span.Ticks * 100;
        while (_scheduled.TryPeek(out object? message, out long at) && at <= until)
        {
            _scheduled.Dequeue();
            Now = Math.Max(Now, at);
            Handle(message, Self);
        }

        Now = until;
    }

    /// <summary>Lets time pass during which nothing of the process runs, as after SIGSTOP.</summary>
    public void Sleep(TimeSpan span) => Now += span.Ticks * 100;

    /// <summary>The messages of a kind that the last step sent.</summary>
    public IReadOnlyList<T> Sent<T>() => [.. _sent.Select(one => one.Message).OfType<T>()];

    /// <summary>The messages of a kind that the last step sent to an actor.</summary>
    public IReadOnlyList<T> SentTo<T>(ActorRef target) =>
        [.. _sent.Where(one => one.Target == target).Select(one => one.Message).OfType<T>()];

    private void Handle(object message, ActorRef sender)
    {
        Sender = sender;
        handler.Receive(this, message);
    }
}
