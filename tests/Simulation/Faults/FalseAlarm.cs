using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>
/// A connection breaks, and both ends hear of it; nothing stands in the way of another one.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Place">One end.</param>
/// <param name="Peer">The other.</param>
public sealed record FalseAlarm(long At, int Place, int Peer = 0) : Fault(At)
{
    public override int Place { get; } = Place;

    public override void Strike(Simulator simulator)
    {
        simulator.Network.LoseWhatIsOnItsWay(Place, Peer);
        simulator.OutOfReach(Place, Peer, 0, 0);
    }
}
