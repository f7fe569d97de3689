using ActorCompute.Messages;

namespace ActorCompute.Actors.Membership;

/// <summary>What the seed node knows of a node that is there.</summary>
internal sealed class Member(MembershipProtocol.JoinCluster joined, long now)
{
    public NodeDescription Description { get; } = joined.Node;

    public NodeId Node => Description.Node;

    /// <summary>The actor that joined.</summary>
    public ActorRef Agent { get; } = joined.Agent;

    /// <summary>What it said last that it does.</summary>
    public NodeLoad Load { get; set; }

    /// <summary>When it was last heard of.</summary>
    public long HeardAt { get; set; } = now;
}
