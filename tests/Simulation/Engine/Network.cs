using ActorCompute.Messages;

namespace ActorCompute.Simulation.Engine;

/// <summary>Links between places and channels between actors.</summary>
public sealed class Network(Simulator simulator, int places)
{
    private readonly Dictionary<(ActorRef From, ActorRef To), Channel> _channels = [];
    private readonly Link[] _links = [.. Enumerable.Range(0, places * places).Select(_ => new Link())];

    /// <summary>The way from one place to another.</summary>
    public Link Link(int from, int to) => _links[from * places + to];

    /// <summary>Sends a message with a delay that chance decides.</summary>
    public void Send(Envelope envelope, bool survivesCuts = false, long extraDelay = 0)
    {
        int from = Place(envelope.Sender), to = Place(envelope.Target);
        if (!_channels.TryGetValue((envelope.Sender, envelope.Target), out Channel? channel))
        {
            channel = new Channel(simulator, Link(from, to));
            _channels.Add((envelope.Sender, envelope.Target), channel);
        }

        channel.Send(envelope, extraDelay + Delay(from == to), survivesCuts);
    }

    /// <summary>The place of an actor's node.</summary>
    public static int Place(ActorRef actor) => Place(actor.Node);

    /// <summary>The place of a node.</summary>
    public static int Place(NodeId node) => (int)(node.Id - SimulatedNode.IdOf(0));

    /// <summary>What is on its way between a place and the client is lost, in both directions.</summary>
    public void LoseWhatIsOnItsWay(int place)
    {
        foreach (Link link in (ReadOnlySpan<Link>)[Link(place, 0), Link(0, place)])
        {
            link.Cut();
            link.Mend();
        }
    }

    private long Delay(bool isLocal)
    {
        long most = isLocal ? simulator.Scenario.LocalDelay : simulator.Scenario.RemoteDelay;
        return simulator.Delays.Magnitude(Duration.Microsecond, most);
    }
}
