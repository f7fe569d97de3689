using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.MembershipProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// The seed node's list names no node that has long been silent. At rest it names exactly the nodes that are
/// there, each client has that list and has a session on each of them, and nobody works for a client that is
/// gone.
/// </summary>
public sealed class MembershipOracle(Simulator simulator) : Oracle(simulator)
{
    // The silence timeout, the sweep that finds it, and a second more.
    private const long Patience = 5 * Duration.Second;

    private readonly Dictionary<NodeId, long> _heard = [];
    private readonly Dictionary<NodeId, MembersChanged> _lists = [];
    private readonly Dictionary<(NodeId Node, NodeId Client), long> _renewed = [];
    private long _seedAwakeSince;
    private long _seedActedAt;

    protected override string Name => "membership";

    public override void Sent(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case MembersChanged list:
                foreach (NodeDescription node in list.Nodes) CheckHeard(node.Node);
                break;
            case RenewLeases renewed when !Simulator.IsAlive(envelope.Target.Node):
                _renewed[(renewed.Node, envelope.Target.Node)] = Simulator.Now;
                break;
        }
    }

    public override void Delivered(in Envelope envelope)
    {
        if (Network.Place(envelope.Target) == Simulator.Scenario.SeedPlace) SeedActs();
        switch (envelope.Message)
        {
            case JoinCluster join:
                _heard[join.Node.Node] = Simulator.Now;
                break;
            case RenewMembership renewed:
                _heard[renewed.Node] = Simulator.Now;
                break;
            case MembersChanged list:
                _lists[envelope.Target.Node] = list;
                break;
            case RenewLeases renewed:
                _renewed[(renewed.Node, envelope.Target.Node)] = Simulator.Now;
                break;
        }
    }

    public override void AtEnd()
    {
        long recently = Simulator.Now - 4 * Duration.Second;
        foreach (((NodeId node, NodeId client), long at) in _renewed)
        {
            if (at < recently || Simulator.IsAlive(client) || !Simulator.IsAlive(node)) continue;
            Violate($"{MessageText.Of(node)} works for {MessageText.Of(client)}, which is gone");
        }

        if (Simulator.NodeAt(Simulator.Scenario.SeedPlace) is null) return;
        foreach (SimulatedNode client in Simulator.Living(NodeRole.Client)) CheckAtRest(client, recently);
    }

    private void CheckAtRest(SimulatedNode client, long recently)
    {
        HashSet<NodeId> living = [.. Simulator.Living(NodeRole.Worker).Select(node => node.Id)];
        IEnumerable<NodeId> listed = _lists.GetValueOrDefault(client.Id)?.Nodes.Select(one => one.Node) ?? [];
        if (!living.SetEquals(listed))
        {
            string list = Names(listed);
            Violate($"{MessageText.Of(client.Id)} has a list of {list}, and there are {Names(living)}");
        }

        foreach (NodeId node in living)
        {
            if (_renewed.GetValueOrDefault((node, client.Id), -1) >= recently) continue;
            Violate($"{MessageText.Of(client.Id)} does not hear from {MessageText.Of(node)}");
        }
    }

    private void CheckHeard(NodeId node)
    {
        long since = Math.Max(_heard.GetValueOrDefault(node), _seedAwakeSince);
        if (Simulator.Now - since <= Patience) return;
        TimeSpan silence = Duration.Span(Simulator.Now - since);
        Violate($"{MessageText.Of(node)} is listed, and has been silent for {silence}");
    }

    // A seed node that was asleep could hear nobody: the nodes get their time anew.
    private void SeedActs()
    {
        if (Simulator.Now - _seedActedAt >= 2 * Duration.Second) _seedAwakeSince = Simulator.Now;
        _seedActedAt = Simulator.Now;
    }

    private static string Names(IEnumerable<NodeId> nodes) => string.Join(", ", nodes.Select(MessageText.Of));
}
