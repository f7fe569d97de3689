using ActorCompute.Actors;
using ActorCompute.Actors.Routing;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Mutants;

/// <summary>
/// The end of a job hands back all its memory, also what an attempt that did not answer may still write to.
/// </summary>
public sealed class ForgottenAbandonment : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is Router;

    public override void Send(IActorContext context, ActorRef target, object message) =>
        context.Send(target, message switch
        {
            JobProtocol.JobFailed failed => failed with { Abandoned = [] },
            TransferProtocol.EndJob ended => ended with { Abandoned = [] },
            _ => message,
        });
}
