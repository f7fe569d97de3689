using ActorCompute.Actors;
using ActorCompute.Actors.Working;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A worker that starts a new life forgets the results that it kept for the router.</summary>
public sealed class ForgottenRelease : Mutant
{
    private bool _isResetting;

    protected override bool Concerns(IHandler handler) => handler is Worker;

    public override object Receive(IActorContext context, object message)
    {
        _isResetting = message is WorkProtocol.ResetWorker;
        return message;
    }

    public override void Send(IActorContext context, ActorRef target, object message)
    {
        if (!_isResetting || message is not TransferProtocol.Release) context.Send(target, message);
    }
}
