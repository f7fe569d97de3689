using ActorCompute.Actors;
using ActorCompute.Messages;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A session that ends does not give its memory back.</summary>
public sealed class KeptSession : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is SimulatedSessions;

    public override void Send(IActorContext context, ActorRef target, object message)
    {
        if (message is not SimulatedTransfers.Close) context.Send(target, message);
    }
}
