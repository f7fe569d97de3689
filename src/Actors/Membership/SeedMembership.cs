using ActorCompute.Messages;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Actors.Membership;

/// <summary>
/// The seed node's list of who is there. A node is in it from its join until it leaves, its agent is gone, or
/// nothing has been heard of it for <see cref="SilenceTimeout"/>. The list lives in memory alone: after a
/// restart of the seed node it fills again as the nodes join anew. Holds no job and no data.
/// </summary>
/// <param name="seed">The seed node.</param>
/// <param name="software">Its version, for people.</param>
/// <param name="engine">The cluster's engine.</param>
/// <param name="view">What the engine itself says of a node; called on whatever thread the actor runs on.</param>
public sealed class SeedMembership(NodeId seed, string software, string engine, Func<NodeId, string> view)
    : IHandler
{
    /// <summary>A node of which nothing has been heard for this long is gone.</summary>
    public static readonly TimeSpan SilenceTimeout = TimeSpan.FromSeconds(3);

    /// <summary>A node has missed a renewal, and is reported as silent.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(1.5);

    /// <summary>How often the seed node looks for nodes that have fallen silent.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly List<Member> _members = [];

    /// <summary>
    /// Who asks for a name that another node has. The answer comes when that one is heard of again, or is
    /// gone: a node may come back under its name before the seed node has noticed that it was away.
    /// </summary>
    private readonly List<Member> _undecided = [];

    private readonly HashSet<ActorRef> _watchers = [];
    private long _sweptAt;

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case RenewMembership renewed:
                OnRenewed(context, renewed);
                break;
            case JoinCluster join:
                OnJoin(context, join);
                break;
            case LeaveCluster left:
                _undecided.RemoveAll(asking => asking.Node == left.Node);
                Remove(context, member => member.Node == left.Node);
                break;
            case WatchMembers watch:
                if (_watchers.Add(watch.Watcher)) context.Watch(watch.Watcher);
                context.Send(watch.Watcher, List());
                break;
            case AskStatus asked:
                context.Send(asked.ReplyTo, new StatusReport(
                    seed,
                    software,
                    engine,
                    view(seed),
                    [.. _members.Select(member => Status(member, context.Now))]));
                break;
            case Terminated terminated:
                OnTerminated(context, terminated.Actor);
                break;
            case Sweep:
                OnSweep(context);
                break;
            case Started:
                _sweptAt = context.Now;
                context.Schedule(SweepInterval, new Sweep());
                break;
        }
    }

    private void OnJoin(IActorContext context, JoinCluster join)
    {
        _undecided.RemoveAll(one => one.Agent == join.Agent);
        context.Watch(join.Agent);
        Decide(context, new Member(join, context.Now));
    }

    private void Decide(IActorContext context, Member asking)
    {
        NodeId node = asking.Node;
        Member? before = _members.Find(member => member.Node.Id == node.Id);
        if (before is not null && before.Node.Incarnation > node.Incarnation)
        {
            context.Send(asking.Agent, new JoinRefused(
                node, $"node {node} has started again as {before.Node}: end the process that was before"));
            return;
        }

        bool isTaken = _members.Exists(one => one.Description.Name == asking.Description.Name && one != before);
        if (isTaken) _undecided.Add(asking);
        else Admit(context, asking, before);
    }

    private void Admit(IActorContext context, Member member, Member? before)
    {
        if (before?.Node == member.Node)
        {
            member.Load = before.Load;
            _members[_members.IndexOf(before)] = member;
        }
        else
        {
            if (before is not null) _members.Remove(before);
            _members.Add(member);
        }

        context.Send(member.Agent, new Joined(member.Node));
        if (before?.Description != member.Description) TellWatchers(context);
        RefuseOthers(context, member.Description);
    }

    /// <summary>A node is there: whoever else has asked for its name does not get it.</summary>
    private void RefuseOthers(IActorContext context, NodeDescription holder)
    {
        foreach (Member asking in _undecided.FindAll(one => one.Description.Name == holder.Name))
        {
            _undecided.Remove(asking);
            context.Send(asking.Agent, new JoinRefused(
                asking.Node,
                $"the name '{holder.Name}' belongs to node {holder.Node} at {holder.Address}: "
                + "start this one with another --name"));
        }
    }

    private void OnRenewed(IActorContext context, RenewMembership renewed)
    {
        Member? member = _members.Find(one => one.Node == renewed.Node && one.Agent == renewed.Agent);
        if (member is null)
        {
            context.Send(renewed.Agent, new JoinAgain(renewed.Node));
            return;
        }

        member.HeardAt = context.Now;
        member.Load = renewed.Load;
        RefuseOthers(context, member.Description);
    }

    private void OnTerminated(IActorContext context, ActorRef actor)
    {
        _watchers.Remove(actor);
        _undecided.RemoveAll(asking => asking.Agent == actor);
        Remove(context, member => member.Agent == actor);
    }

    private void OnSweep(IActorContext context)
    {
        long now = context.Now;
        if (now - _sweptAt >= 2 * Clock.Nanoseconds(SweepInterval))
        {
            // The seed node itself was asleep, and what the nodes said meanwhile is still in its mailbox.
            foreach (Member member in _members.Concat(_undecided)) member.HeardAt = now;
        }

        _sweptAt = now;
        context.Schedule(SweepInterval, new Sweep());
        _undecided.RemoveAll(IsGone);
        Remove(context, IsGone);

        bool IsGone(Member member) => now - member.HeardAt >= Clock.Nanoseconds(SilenceTimeout);
    }

    private void Remove(IActorContext context, Predicate<Member> isGone)
    {
        if (_members.RemoveAll(isGone) == 0) return;
        TellWatchers(context);
        foreach (Member asking in _undecided.ToList())
        {
            if (_undecided.Remove(asking)) Decide(context, asking);
        }
    }

    private void TellWatchers(IActorContext context)
    {
        if (_watchers.Count == 0) return;
        MembersChanged list = List();
        foreach (ActorRef watcher in _watchers) context.Send(watcher, list);
    }

    private MembersChanged List() => new([.. _members.Select(member => member.Description)]);

    private NodeStatus Status(Member member, long now) =>
        new(member.Description, member.Load, IsSilent(member, now), view(member.Node));

    private static bool IsSilent(Member member, long now) =>
        now - member.HeardAt > Clock.Nanoseconds(SilentAfter);

    private sealed record Sweep;
}
