using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Faults;

namespace ActorCompute.Simulation.Scenarios;

/// <summary>Everything that a run is decided by, besides the code. Times are in nanoseconds.</summary>
public sealed record Scenario
{
    /// <summary>Decides every delay and every tie.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The clients, of which one is first, and the worker nodes.</summary>
    public required IReadOnlyList<NodePlan> Nodes { get; init; }

    /// <summary>The place of the seed node, after all others.</summary>
    public int SeedPlace => Nodes.Count;

    /// <summary>The jobs that the clients' programs submit.</summary>
    public required IReadOnlyList<JobPlan> Jobs { get; init; }

    /// <summary>What goes wrong.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The longest time of a message within a node.</summary>
    public long LocalDelay { get; init; } = 20 * Duration.Microsecond;

    /// <summary>The longest time of a message between nodes, and of a block that is fetched.</summary>
    public long RemoteDelay { get; init; } = Duration.Millisecond;

    /// <summary>How long a block takes to compute.</summary>
    public long BlockTime { get; init; } = Duration.Millisecond;

    /// <summary>How long a node keeps what it has of a client whose connection is lost.</summary>
    public long SessionGrace { get; init; }

    /// <summary>How many of a thousand fetches break for no reason that anyone can see.</summary>
    public int BrokenFetchesPerMille { get; init; }

    /// <summary>What is said of the process at a place.</summary>
    public NodePlan Plan(int place) => place == SeedPlace ? NodePlan.SeedNode : Nodes[place];

    /// <summary>When the last fault is over.</summary>
    public long FaultsEndAt => Faults.Select(fault => fault.EndsAt).DefaultIfEmpty(0).Max();
}
