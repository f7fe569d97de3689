using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// Who answers at the seed node's address. Nothing is kept of who dials: the seed node has only what is said
/// on a connection.
/// </summary>
/// <param name="service">The actor that the dialer is to speak to.</param>
public sealed class SimulatedDoor(ActorRef service) : IHandler
{
    /// <summary>Asks for a connection; asked again for the same one, it means nothing more.</summary>
    /// <param name="Router">The router of a client; else nobody.</param>
    /// <param name="Connection">Which of the dialer's connections.</param>
    public sealed record Dial(ActorRef Router, int Connection);

    /// <summary>There is a connection.</summary>
    /// <param name="Service">The actor that the dialer is to speak to, if there is one.</param>
    /// <param name="Connection">Which of the dialer's connections.</param>
    public sealed record Answered(ActorRef Service, int Connection);

    /// <summary>The dialer has closed a connection.</summary>
    /// <param name="Connection">Which of its connections.</param>
    public sealed record HungUp(int Connection);

    /// <summary>The door of a process: its first actor.</summary>
    public static ActorRef Of(NodeId node) => new(node, 1);

    public void Receive(IActorContext context, object message)
    {
        if (message is Dial dial) context.Send(context.Sender, new Answered(service, dial.Connection));
    }
}
