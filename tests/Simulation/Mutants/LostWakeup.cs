using ActorCompute.Actors;
using ActorCompute.Actors.Working;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A worker that was given up stops its work and never offers its slot again.</summary>
public sealed class LostWakeup : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is Worker;

    public override void Send(IActorContext context, ActorRef target, object message)
    {
        if (message is not WorkProtocol.WorkerJoined { Life: > 1 }) context.Send(target, message);
    }
}
