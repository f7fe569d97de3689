using ActorCompute.Messages;

namespace ActorCompute.Actors.Membership;

/// <summary>
/// What the engine tells the actors that speak to the seed node: <see cref="MembershipAgent"/> and
/// <see cref="MemberList"/>.
/// </summary>
public static class SeedConnection
{
    /// <summary>There is a new connection to the seed node, perhaps another process than before.</summary>
    /// <param name="Membership">Its membership.</param>
    public sealed record SeedFound(ActorRef Membership);

    /// <summary>The connection is lost. The engine dials until there is a new one.</summary>
    public sealed record SeedLost;

    /// <summary>The worker node ends of its own accord: it is to leave the list.</summary>
    public sealed record Leave;
}
