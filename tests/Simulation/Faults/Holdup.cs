using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>Messages between two places are held back for a while; none is lost.</summary>
/// <param name="At">When.</param>
/// <param name="Place">One end.</param>
/// <param name="Direction">Which messages.</param>
/// <param name="Length">For how long.</param>
/// <param name="Peer">The other end.</param>
public sealed record Holdup(long At, int Place, Direction Direction, long Length, int Peer = 0) : Fault(At)
{
    public override int Place { get; } = Place;

    public override long EndsAt => At + Length;

    public override void Strike(Simulator simulator)
    {
        long until = simulator.Now + Length;
        foreach (Link link in simulator.Network.Links(Place, Peer, Direction)) link.Hold(until);
    }
}
