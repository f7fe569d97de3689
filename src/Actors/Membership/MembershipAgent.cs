using ActorCompute.Messages;
using static ActorCompute.Actors.Membership.SeedConnection;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Actors.Membership;

/// <summary>
/// Keeps a worker node in the seed node's list: joins on each new connection, and renews every second what it
/// said. The jobs of the node do not depend on it: they go on while the seed node is away.
/// </summary>
public sealed class MembershipAgent(MembershipAgentOptions options) : IHandler
{
    /// <summary>How often membership is renewed.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private ActorRef _membership;
    private Standing _standing = Standing.Away;

    private NodeId Node => options.Node.Node;

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Renew:
                OnRenew(context);
                break;
            case SeedFound found when _standing != Standing.Left:
                _membership = found.Membership;
                Join(context);
                break;
            case SeedLost when _standing != Standing.Left:
                _standing = Standing.Away;
                break;
            case JoinAgain again when _standing == Standing.Joined && again.Node == Node:
                Join(context);
                break;
            case Joined joined when _standing == Standing.Joining && joined.Node == Node:
                _standing = Standing.Joined;
                options.OnJoined();
                break;
            case JoinRefused refused when _standing == Standing.Joining && refused.Node == Node:
                _standing = Standing.Refused;
                options.OnRefused(refused.Reason);
                break;
            case Leave:
                if (_standing is Standing.Joining or Standing.Joined)
                {
                    context.Send(_membership, new LeaveCluster(Node));
                }

                _standing = Standing.Left;
                break;
            case Started:
                context.Schedule(Interval, new Renew());
                break;
        }
    }

    private void OnRenew(IActorContext context)
    {
        if (_standing == Standing.Left) return;
        context.Schedule(Interval, new Renew());
        if (_standing == Standing.Joined)
        {
            context.Send(_membership, new RenewMembership(context.Self, Node, options.Load()));
        }
        else if (_standing == Standing.Joining)
        {
            // The seed node answers late where the name's last holder has fallen silent; and it forgets who
            // asked when it hears late of the end of the connection before.
            Join(context);
        }
    }

    private void Join(IActorContext context)
    {
        _standing = Standing.Joining;
        context.Send(_membership, new JoinCluster(context.Self, options.Node));
    }

    private enum Standing
    {
        /// <summary>There is no connection to the seed node.</summary>
        Away,

        /// <summary>The seed node has been asked.</summary>
        Joining,

        /// <summary>The node is in the list, as far as is known here.</summary>
        Joined,

        /// <summary>The seed node does not take the node.</summary>
        Refused,

        /// <summary>The node has left, for good.</summary>
        Left,
    }

    private sealed record Renew;
}
