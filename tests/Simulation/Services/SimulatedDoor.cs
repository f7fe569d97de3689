using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Services;

/// <summary>Who answers at the seed node's address.</summary>
/// <param name="service">The actor that the dialer is to speak to.</param>
public sealed class SimulatedDoor(ActorRef service) : IHandler
{
    /// <summary>Asks for a connection.</summary>
    /// <param name="Router">The router of a client; else nobody.</param>
    public sealed record Dial(ActorRef Router);

    /// <summary>There is a connection.</summary>
    /// <param name="Service">The actor that the dialer is to speak to, if there is one.</param>
    public sealed record Answered(ActorRef Service);

    /// <summary>The door of a process: its first actor.</summary>
    public static ActorRef Of(NodeId node) => new(node, 1);

    public void Receive(IActorContext context, object message)
    {
        if (message is Dial) context.Send(context.Sender, new Answered(service));
    }
}
