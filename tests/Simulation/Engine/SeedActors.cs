using ActorCompute.Actors.Membership;
using ActorCompute.Messages;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Simulation.Engine;

/// <summary>The actors of the seed node, and those by which others find it.</summary>
public static class SeedActors
{
    public static void Add(Simulator simulator, SimulatedNode node)
    {
        ActorRef door = node.NextRef;
        var membership = new ActorRef(node.Id, door.Number + 1);
        node.Add(new SimulatedDoor(membership));
        node.Add(new SeedMembership(node.Id, "simulated", "simulation", static _ => ""));
    }

    /// <summary>Keeps a connection to the seed node, and tells an actor when there is one.</summary>
    public static void AddDialer(Simulator simulator, SimulatedNode node, ActorRef told) => node.Add(
        new SimulatedDialer(simulator, simulator.Scenario.SeedPlace)
        {
            Connected = (context, membership) =>
                context.Send(told, new SeedConnection.SeedFound(membership)),
            Lost = context => context.Send(told, new SeedConnection.SeedLost()),
        });
}
