using ActorCompute.Messages;
using ActorCompute.Simulation.Faults;

namespace ActorCompute.Simulation.Engine;

/// <summary>Links between places and channels between actors.</summary>
public sealed class Network(Simulator simulator, int places)
{
    private readonly Dictionary<(ActorRef From, ActorRef To), Channel> _channels = [];
    private readonly Link[] _links = [.. Enumerable.Range(0, places * places).Select(_ => new Link())];

    /// <summary>The way from one place to another.</summary>
    public Link Link(int from, int to) => _links[from * places + to];

    /// <summary>
    /// Sends a message with a delay that chance decides. What nobody sends comes from the receiver's process.
    /// </summary>
    public void Send(Envelope envelope, bool survivesCuts = false, long extraDelay = 0)
    {
        int to = Place(envelope.Target);
        int from = envelope.Sender.Number == 0 ? to : Place(envelope.Sender);
        if (!_channels.TryGetValue((envelope.Sender, envelope.Target), out Channel? channel))
        {
            channel = new Channel(simulator, Link(from, to));
            _channels.Add((envelope.Sender, envelope.Target), channel);
        }

        channel.Send(envelope, extraDelay + Delay(channel.Link, from == to), survivesCuts);
    }

    /// <summary>Forgets an actor that has ended and whose number nobody gets again.</summary>
    public void Forget(ActorRef actor)
    {
        foreach ((ActorRef From, ActorRef To) ends in _channels.Keys)
        {
            if (ends.From == actor || ends.To == actor) _channels.Remove(ends);
        }
    }

    /// <summary>The place of an actor's node.</summary>
    public static int Place(ActorRef actor) => Place(actor.Node);

    /// <summary>The place of a node.</summary>
    public static int Place(NodeId node) => SimulatedNode.PlaceOf(node.Id);

    /// <summary>The ways between two places that a fault concerns.</summary>
    public Link[] Links(int place, int peer, Direction direction) => direction switch
    {
        Direction.FromNode => [Link(place, peer)],
        Direction.ToNode => [Link(peer, place)],
        _ => [Link(place, peer), Link(peer, place)],
    };

    /// <summary>What is on its way between two places is lost, in both directions.</summary>
    public void LoseWhatIsOnItsWay(int place, int peer)
    {
        foreach (Link link in Links(place, peer, Direction.Both))
        {
            link.Cut();
            link.Mend();
        }
    }

    /// <summary>What is on its way to or from a place is lost.</summary>
    public void LoseWhatIsOnItsWay(int place)
    {
        for (int peer = 0; peer < places; peer++) LoseWhatIsOnItsWay(place, peer);
    }

    private long Delay(Link link, bool isLocal)
    {
        long most = isLocal ? simulator.Scenario.LocalDelay : simulator.Scenario.RemoteDelay;
        return simulator.Delays.Magnitude(Duration.Microsecond, most) * link.SlowFactor;
    }
}
