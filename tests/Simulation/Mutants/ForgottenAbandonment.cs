using ActorCompute.Actors;
using ActorCompute.Actors.Routing;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A failed job hands back all its memory, also what an attempt that did not answer may still write to.</summary>
public sealed class ForgottenAbandonment : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is Router;

    public override void Send(IActorContext context, ActorRef target, object message) =>
        context.Send(target, message is JobProtocol.JobFailed failed ? failed with { Abandoned = [] } : message);
}
