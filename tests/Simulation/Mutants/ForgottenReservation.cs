using ActorCompute.Actors;
using ActorCompute.Actors.Working;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A worker says that its node is reserved, and does not reserve it: others go on there.</summary>
public sealed class ForgottenReservation : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is Worker;

    public override object Receive(IActorContext context, object message)
    {
        if (message is not ReserveNode reserve) return message;
        context.Send(context.Sender, new NodeReserved(context.Self, reserve.Life, reserve.Number));
        return new object();
    }
}
