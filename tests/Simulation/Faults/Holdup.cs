using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>Messages between a node and the client are held back for a while; none is lost.</summary>
/// <param name="At">When.</param>
/// <param name="Place">The node.</param>
/// <param name="Direction">Which messages.</param>
/// <param name="Length">For how long.</param>
public sealed record Holdup(long At, int Place, Direction Direction, long Length) : Fault(At)
{
    public override int Place { get; } = Place;

    public override long EndsAt => At + Length;

    public override void Strike(Simulator simulator)
    {
        long until = simulator.Now + Length;
        if (Direction.HasFlag(Direction.FromNode)) simulator.Network.Link(Place, 0).Hold(until);
        if (Direction.HasFlag(Direction.ToNode)) simulator.Network.Link(0, Place).Hold(until);
    }
}
