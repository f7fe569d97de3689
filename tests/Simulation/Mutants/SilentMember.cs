using ActorCompute.Actors;
using ActorCompute.Actors.Membership;

namespace ActorCompute.Simulation.Mutants;

/// <summary>The seed node never looks for nodes that have fallen silent.</summary>
public sealed class SilentMember : Mutant
{
    protected override bool Concerns(IHandler handler) => handler is SeedMembership;

    public override void Schedule(IActorContext context, TimeSpan delay, object message)
    {
    }
}
