namespace ActorCompute.Simulation.Engine;

/// <summary>
/// The messages from one sender to one receiver. Every message has an arrival at a moment of its own, but an
/// arrival takes whatever is first in line, so messages never overtake each other within a channel.
/// </summary>
public sealed class Channel(Simulator simulator, Link link)
{
    private readonly Queue<Item> _line = new();

    /// <summary>The way that the messages go.</summary>
    public Link Link => link;

    /// <summary>Puts a message in line.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="delay">How long it takes.</param>
    /// <param name="survivesCuts">True for news of the receiver's own node, which no link can lose.</param>
    public void Send(Envelope envelope, long delay, bool survivesCuts)
    {
        if (link.IsCut && !survivesCuts)
        {
            simulator.Trace?.Message("lost", envelope);
            return;
        }

        _line.Enqueue(new Item(envelope, survivesCuts ? null : link.Cuts));
        simulator.Events.After(delay, Arrive);
    }

    private void Arrive()
    {
        if (_line.Count == 0) return;
        if (link.HeldUntil > simulator.Now)
        {
            simulator.Events.At(link.HeldUntil + simulator.Delays.Below(Duration.Millisecond), Arrive);
            return;
        }

        Item item = _line.Dequeue();
        if (item.Cuts is null || item.Cuts == link.Cuts)
        {
            simulator.Arrive(item.Envelope);
        }
        else
        {
            simulator.Trace?.Message("lost", item.Envelope);
        }
    }

    private readonly record struct Item(Envelope Envelope, int? Cuts);
}
