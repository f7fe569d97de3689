using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>A node computes slowly for a while.</summary>
/// <param name="At">When.</param>
/// <param name="Place">The node.</param>
/// <param name="Factor">How many times longer a block takes.</param>
/// <param name="Length">For how long.</param>
public sealed record Slowdown(long At, int Place, long Factor, long Length) : Fault(At)
{
    public override int Place { get; } = Place;

    public override long EndsAt => At + Length;

    public override void Strike(Simulator simulator)
    {
        if (simulator.NodeAt(Place) is not { } node) return;
        node.SlowFactor = Factor;
        simulator.Events.After(Length, () => node.SlowFactor = node.Plan.SlowFactor);
    }
}
