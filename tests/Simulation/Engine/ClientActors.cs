using ActorCompute.Actors.Aggregating;
using ActorCompute.Actors.Routing;
using ActorCompute.Messages;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Simulation.Engine;

/// <summary>The actors that only the client's node has, and its transfers.</summary>
public sealed record ClientActors(ActorRef Transfers, ActorRef Aggregator, ActorRef Router, ActorRef Program)
{
    public static ClientActors Add(Simulator simulator, SimulatedNode node)
    {
        ActorRef transfers = node.Add(new SimulatedTransfers(simulator, node));
        ActorRef aggregator = node.Add(new Aggregator());
        ActorRef router = node.Add(new Router(new RouterOptions { Node = node.Id }, aggregator, transfers));
        ActorRef program = node.Add(new SimulatedProgram(simulator, node.Id, router, transfers));
        return new ClientActors(transfers, aggregator, router, program);
    }
}
