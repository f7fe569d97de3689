using ActorCompute.Actors.Aggregating;
using ActorCompute.Actors.Membership;
using ActorCompute.Actors.Routing;
using ActorCompute.Messages;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Simulation.Engine;

/// <summary>The actors and services of a client's process.</summary>
public sealed record ClientActors(ActorRef Transfers, ActorRef Aggregator, ActorRef Router, ActorRef Program)
{
    public static ClientActors Add(Simulator simulator, SimulatedNode node)
    {
        ActorRef transfers = node.Add(new SimulatedTransfers(simulator, node));
        ActorRef aggregator = node.Add(new Aggregator());
        var options = new RouterOptions { Node = node.Id, IsDistributed = true };
        ActorRef router = node.Add(new Router(options, aggregator, transfers));
        ActorRef program = node.Add(new SimulatedProgram(simulator, node.Id, router, transfers));
        WorkerActors.AddWorkers(node, router, transfers, WorkerActors.AddExecutors(simulator, node));
        var nodes = new DialedNodes(simulator, node, router);
        ActorRef members = node.Add(new MemberList(nodes.OnChanged));
        SeedActors.AddDialer(simulator, node, members);
        return new ClientActors(transfers, aggregator, router, program);
    }
}
