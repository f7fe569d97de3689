using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>A node and the client take each other for lost, although nothing is.</summary>
/// <param name="At">When.</param>
/// <param name="Place">The node.</param>
public sealed record FalseAlarm(long At, int Place) : Fault(At)
{
    public override int Place { get; } = Place;

    public override void Strike(Simulator simulator) => simulator.OutOfReach(Place, 0);
}
