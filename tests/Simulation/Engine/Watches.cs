using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Engine;

/// <summary>Who is to be told of whose end.</summary>
public sealed class Watches(Simulator simulator)
{
    private readonly List<(ActorRef Watcher, ActorRef Watched)> _watches = [];
    private readonly Dictionary<NodeId, int> _untold = [];

    /// <summary>True when no actor of the process at a place is still to handle news of an end.</summary>
    public bool KnowsAll(int place) =>
        simulator.NodeAt(place) is not { } node || _untold.GetValueOrDefault(node.Id) == 0;

    /// <summary>One <see cref="Terminated"/> is due, at once if the actor is gone.</summary>
    public void Add(ActorRef watcher, ActorRef watched)
    {
        if (simulator.FindActor(watched) is null) Tell(watcher, watched, !simulator.IsAlive(watched.Node), 0);
        else if (!_watches.Contains((watcher, watched))) _watches.Add((watcher, watched));
    }

    /// <summary>All actors of a node are gone, or seem so: their watchers hear of it after a delay.</summary>
    /// <param name="node">The node.</param>
    /// <param name="processDied">True where its death is certain.</param>
    /// <param name="toldPlace">Only watchers of this place hear of it; null is everyone.</param>
    /// <param name="delay">How long it takes to notice.</param>
    public void NodeLost(NodeId node, bool processDied, int? toldPlace, long delay)
    {
        for (int i = _watches.Count - 1; i >= 0; i--)
        {
            (ActorRef watcher, ActorRef watched) = _watches[i];
            if (watched.Node != node || watcher.Node == node) continue;
            if (toldPlace is int place && Network.Place(watcher) != place) continue;
            _watches.RemoveAt(i);
            Tell(watcher, watched, processDied, delay);
        }
    }

    /// <summary>One actor has ended, and its process lives.</summary>
    public void ActorEnded(ActorRef actor)
    {
        for (int i = _watches.Count - 1; i >= 0; i--)
        {
            (ActorRef watcher, ActorRef watched) = _watches[i];
            if (watcher != actor && watched != actor) continue;
            _watches.RemoveAt(i);
            if (watched == actor) Tell(watcher, watched, processDied: false, 0);
        }
    }

    /// <summary>An actor handles the news, or is gone itself.</summary>
    public void Told(ActorRef watcher) => _untold[watcher.Node]--;

    // Through the channel of the watched actor's messages, so that news of its end is never ahead of them.
    private void Tell(ActorRef watcher, ActorRef watched, bool processDied, long delay)
    {
        _untold[watcher.Node] = _untold.GetValueOrDefault(watcher.Node) + 1;
        var news = new Terminated(watched, processDied);
        simulator.Network.Send(new Envelope(watched, watcher, news), survivesCuts: true, delay);
    }
}
