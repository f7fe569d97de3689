using ActorCompute.Messages;

namespace ActorCompute.Actors.Membership;

/// <summary>
/// What the agent of a worker node is told at its start. The functions are called on whatever thread the
/// actor runs on, one at a time, and are to return at once.
/// </summary>
public sealed record MembershipAgentOptions
{
    /// <summary>The node.</summary>
    public required NodeDescription Node { get; init; }

    /// <summary>What the node does now; asked for once a second.</summary>
    public required Func<NodeLoad> Load { get; init; }

    /// <summary>The node is in the list. Called after each join, as when the seed node is another.</summary>
    public required Action OnJoined { get; init; }

    /// <summary>
    /// The node is not taken, for the reason that the sentence gives. Nothing more is tried until there is a
    /// new connection to the seed node.
    /// </summary>
    public required Action<string> OnRefused { get; init; }
}
