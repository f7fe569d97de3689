using ActorCompute.Actors;
using ActorCompute.Actors.Membership;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Mutants;

/// <summary>The seed node does not tell a node that it has taken it off the list.</summary>
public sealed class IgnoredInvitation : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is SeedMembership;

    public override void Send(IActorContext context, ActorRef target, object message)
    {
        if (message is not MembershipProtocol.JoinAgain) context.Send(target, message);
    }
}
