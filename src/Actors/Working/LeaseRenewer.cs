using ActorCompute.Messages;

namespace ActorCompute.Actors.Working;

/// <summary>
/// Tells a router every second that a node is alive. An actor of its own, one a node, so that renewing never waits
/// behind a worker's messages.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="router">The router whose chunks the node's workers compute.</param>
/// <param name="workers">The node's workers.</param>
public sealed class LeaseRenewer(NodeId node, ActorRef router, IReadOnlyList<ActorRef> workers) : IHandler
{
    /// <summary>How often leases are renewed.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        if (message is not (Started or Renew)) return;
        context.Send(router, new WorkProtocol.RenewLeases(node, workers));
        context.Schedule(Interval, new Renew());
    }

    private sealed record Renew;
}
