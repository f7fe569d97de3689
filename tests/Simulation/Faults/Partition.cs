using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>
/// Two places lose the connection: what is sent is lost until the partition heals, in one direction or both,
/// and each side hears at some time of it that the other is out of reach, as a broken connection makes itself
/// known to both ends. A new connection is there only when both have taken note, so that nobody talks on as
/// if nothing had been lost.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Place">One end.</param>
/// <param name="Direction">What is lost.</param>
/// <param name="Length">For how long.</param>
/// <param name="NoticedAfter">When the first end hears of it; at the latest at the end.</param>
/// <param name="Peer">The other end.</param>
/// <param name="PeerNoticesAfter">When the other end hears of it; null is when the first one does.</param>
public sealed record Partition(
    long At,
    int Place,
    Direction Direction,
    long Length,
    long NoticedAfter,
    int Peer = 0,
    long? PeerNoticesAfter = null) : Fault(At)
{
    private const long LookAgain = 20 * Duration.Millisecond;

    public override int Place { get; } = Place;

    public override long EndsAt => At + Length;

    public override void Strike(Simulator simulator)
    {
        Link[] links = simulator.Network.Links(Place, Peer, Direction);
        foreach (Link link in links) link.Cut();
        long peerNotices = PeerNoticesAfter ?? NoticedAfter;
        simulator.OutOfReach(Place, Peer, Math.Min(NoticedAfter, Length), Math.Min(peerNotices, Length));
        simulator.Events.After(Length, () => Heal(simulator, links));
    }

    private void Heal(Simulator simulator, Link[] links)
    {
        simulator.OutOfReach(Place, Peer, 0, 0);
        if (!simulator.Watches.KnowsAll(Place) || !simulator.Watches.KnowsAll(Peer))
        {
            simulator.Events.After(LookAgain, () => Heal(simulator, links));
            return;
        }

        foreach (Link link in links) link.Mend();
    }
}
