using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Faults;

/// <summary>Which messages between a node and the client a partition concerns.</summary>
[Flags]
public enum Direction
{
    FromNode = 1,
    ToNode = 2,
    Both = FromNode | ToNode,
}

/// <summary>
/// A node and the client lose the connection: what is sent is lost until the partition heals, and each side
/// hears at some time of it that the other is out of reach, as a broken connection makes itself known to both
/// ends. A new connection is there only when the client has taken note, so that nobody talks on as if nothing
/// had been lost.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Place">The node.</param>
/// <param name="Direction">What is lost.</param>
/// <param name="Length">For how long.</param>
/// <param name="NoticedAfter">When both sides hear of it; at the latest at the end.</param>
public sealed record Partition(long At, int Place, Direction Direction, long Length, long NoticedAfter)
    : Fault(At)
{
    public override int Place { get; } = Place;

    public override long EndsAt => At + Length;

    public override void Strike(Simulator simulator)
    {
        Link from = simulator.Network.Link(Place, 0), to = simulator.Network.Link(0, Place);
        Link[] links = Direction switch
        {
            Direction.FromNode => [from],
            Direction.ToNode => [to],
            _ => [from, to],
        };
        foreach (Link link in links) link.Cut();
        long delay = Math.Min(NoticedAfter, Length);
        simulator.OutOfReach(Place, delay);
        simulator.Events.After(Length, () => Heal(simulator, links));
    }

    private void Heal(Simulator simulator, Link[] links)
    {
        simulator.OutOfReach(Place, 0);
        if (!simulator.Watches.ClientKnowsAll)
        {
            simulator.Events.After(Duration.Millisecond, () => Heal(simulator, links));
            return;
        }

        foreach (Link link in links) link.Mend();
    }
}
