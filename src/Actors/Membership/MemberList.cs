using ActorCompute.Messages;
using static ActorCompute.Actors.Membership.SeedConnection;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Actors.Membership;

/// <summary>
/// The client's copy of the seed node's list. It outlives the connection to the seed node, and is asked for
/// anew on the next one.
/// <para>
/// A list says whom to dial, not whom to hang up on: a seed node that has just started again knows nobody,
/// and one that lost sight of a node may be the only one that did. So the engine dials whoever is new in a
/// list, and forgets a node when its connection has ended and the latest list does not name it.
/// </para>
/// </summary>
/// <param name="changed">
/// Gets the first list, and then each that differs from the one before; nodes in the order in which they
/// joined. Called on whatever thread the actor runs on, one call at a time, and is to return at once.
/// </param>
public sealed class MemberList(Action<IReadOnlyList<NodeDescription>> changed) : IHandler
{
    /// <summary>How often the list is asked for where no change was told.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private IReadOnlyList<NodeDescription>? _nodes;
    private ActorRef _membership;

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case MembersChanged list when context.Sender == _membership:
                if (_nodes is not null && list.Nodes.SequenceEqual(_nodes)) break;
                _nodes = list.Nodes;
                changed(_nodes);
                break;
            case SeedFound found:
                _membership = found.Membership;
                Watch(context);
                break;
            case SeedLost:
                _membership = ActorRef.Nobody;
                break;
            case AskAgain:
                context.Schedule(Interval, new AskAgain());
                Watch(context);
                break;
            case Started:
                context.Schedule(Interval, new AskAgain());
                break;
        }
    }

    // Once more from time to time, since a seed node that hears late of the end of the connection before
    // takes the watcher for gone.
    private void Watch(IActorContext context)
    {
        if (_membership != ActorRef.Nobody) context.Send(_membership, new WatchMembers(context.Self));
    }

    private sealed record AskAgain;
}
