using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;
using Akka.Remote;

namespace ActorCompute.Engines.Akka.Membership;

/// <summary>Hears what Akka.Cluster decides: who is a member, who is out of reach, who is removed.</summary>
/// <param name="view">Keeps it.</param>
/// <param name="removed">Told of each member that is removed.</param>
/// <param name="shutOut">Told, with a sentence, where others take this process for dead.</param>
internal sealed class ClusterListener(ClusterView view, Action<Address> removed, Action<string> shutOut)
    : UntypedActor
{
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        AkkaCluster.Get(Context.System).Subscribe(
            Self,
            ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.IReachabilityEvent),
            typeof(ClusterEvent.LeaderChanged));
    }

    protected override void PostStop() => AkkaCluster.Get(Context.System).Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.MemberRemoved gone:
                view.Remove(gone.Member.Address);
                removed(gone.Member.Address);
                break;
            case ClusterEvent.IMemberEvent changed:
                view.Set(changed.Member);
                break;
            case ClusterEvent.UnreachableMember lost:
                view.SetReachable(lost.Member.Address, isReachable: false);
                break;
            case ClusterEvent.ReachableMember found:
                view.SetReachable(found.Member.Address, isReachable: true);
                break;
            case ClusterEvent.LeaderChanged changed:
                view.Leader = changed.Leader;
                break;
            case ThisActorSystemQuarantinedEvent quarantined:
                shutOut($"{quarantined.RemoteAddress} has taken it for dead");
                break;
        }
    }
}
