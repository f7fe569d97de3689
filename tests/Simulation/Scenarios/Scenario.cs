using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Faults;

namespace ActorCompute.Simulation.Scenarios;

/// <summary>Everything that a run is decided by, besides the code. Times are in nanoseconds.</summary>
public sealed record Scenario
{
    /// <summary>Decides every delay and every tie.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The nodes; the first is the client's.</summary>
    public required IReadOnlyList<NodePlan> Nodes { get; init; }

    /// <summary>The jobs that the client's program submits.</summary>
    public required IReadOnlyList<JobPlan> Jobs { get; init; }

    /// <summary>What goes wrong.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>The longest time of a message within a node.</summary>
    public long LocalDelay { get; init; } = 20 * Duration.Microsecond;

    /// <summary>The longest time of a message between nodes, and of a block that is fetched.</summary>
    public long RemoteDelay { get; init; } = Duration.Millisecond;

    /// <summary>How long a block takes to compute.</summary>
    public long BlockTime { get; init; } = Duration.Millisecond;

    /// <summary>How many of a thousand fetches break for no reason that anyone can see.</summary>
    public int BrokenFetchesPerMille { get; init; }

    /// <summary>When the last fault is over.</summary>
    public long FaultsEndAt => Faults.Select(fault => fault.EndsAt).DefaultIfEmpty(0).Max();
}
