using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>Messages and slices between two places take long for a while.</summary>
/// <param name="At">When.</param>
/// <param name="Place">One end.</param>
/// <param name="Direction">Which messages.</param>
/// <param name="Factor">How many times longer they take.</param>
/// <param name="Length">For how long.</param>
/// <param name="Peer">The other end.</param>
public sealed record SlowLink(
    long At, int Place, Direction Direction, long Factor, long Length, int Peer = 0) : Fault(At)
{
    public override int Place { get; } = Place;

    public override long EndsAt => At + Length;

    public override void Strike(Simulator simulator)
    {
        foreach (Link link in simulator.Network.Links(Place, Peer, Direction))
        {
            link.SlowFactor = Factor;
            simulator.Events.After(Length, () => link.SlowFactor = 1);
        }
    }
}
