using ActorCompute.Actors;
using ActorCompute.Actors.Routing;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Mutants;

/// <summary>The router takes a worker's credits for twice what they are.</summary>
public sealed class DoubledCredit : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is Router;

    public override object Receive(IActorContext context, object message) => message is WorkerJoined joined
        ? joined with { ChunkCredit = 2 * joined.ChunkCredit, ByteCredit = 2 * joined.ByteCredit }
        : message;
}
