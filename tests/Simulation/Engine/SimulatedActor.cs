using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Engine;

/// <summary>A handler on a simulated node, and the context that it sees.</summary>
public sealed class SimulatedActor : IActorContext
{
    private readonly Simulator _simulator;
    private readonly IHandler _handler;

    public SimulatedActor(Simulator simulator, SimulatedNode node, ActorRef self, IHandler handler)
    {
        _simulator = simulator;
        _handler = handler;
        Node = node;
        Self = self;
        Mailbox = new Mailbox(node, simulator.Events, simulator.Delays);
    }

    public SimulatedNode Node { get; }

    public Mailbox Mailbox { get; }

    public ActorRef Self { get; }

    public ActorRef Sender { get; private set; }

    /// <summary>True once the actor has ended: what still comes for it is dropped.</summary>
    public bool IsStopped { get; set; }

    public long Now => _simulator.Now;

    public void Send(ActorRef target, object message) =>
        _simulator.Send(new Envelope(Self, target, message));

    public void Schedule(TimeSpan delay, object message)
    {
        if (delay < TimeSpan.Zero) _simulator.Violate("handlers", $"{Self} schedules {delay} from now");
        _simulator.Events.After(Duration.Of(delay), () => Deliver(new Envelope(Self, Self, message)));
    }

    public void Watch(ActorRef actor) => _simulator.Watches.Add(Self, actor);

    public ulong NextRandom() => _simulator.HandlerBits.Next();

    /// <summary>The message is at the node: the handler gets it as soon as the node runs.</summary>
    public void Deliver(Envelope envelope) => Mailbox.Post(() => Receive(envelope));

    private void Receive(Envelope envelope)
    {
        if (IsStopped)
        {
            _simulator.Drop(envelope);
            return;
        }

        _simulator.Delivered(envelope);
        Sender = envelope.Sender;
        try
        {
            _handler.Receive(this, envelope.Message);
        }
        catch (Exception exception) when (exception is not ViolationException)
        {
            _simulator.Violate(
                "handlers", $"{Self} throws at {MessageText.Of(envelope.Message)}: {exception}");
        }
    }
}
