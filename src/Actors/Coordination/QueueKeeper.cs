using static ActorCompute.Messages.CoordinationProtocol;
using static ActorCompute.Messages.QueueProtocol;

namespace ActorCompute.Actors.Coordination;

/// <summary>
/// Keeps a queue of bounded length. Producers wait for room and consumers for items, each in the order in
/// which they came. Of a closed queue the items that are left can still be got.
/// </summary>
public sealed class QueueKeeper : Keeper
{
    private readonly Queue<object?> _items = new();
    private readonly WaitingLine _producers;
    private readonly WaitingLine _consumers;
    private readonly int _capacity;

    /// <summary>Keeps an empty queue.</summary>
    /// <param name="capacity">How many items there may be, at least one.</param>
    public QueueKeeper(int capacity)
        : this(
            capacity,
            producers: new WaitingLine("the queue had no room"),
            consumers: new WaitingLine("no item came into the queue"))
    {
    }

    private QueueKeeper(int capacity, WaitingLine producers, WaitingLine consumers)
        : base("the queue", producers, consumers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        (_capacity, _producers, _consumers) = (capacity, producers, consumers);
    }

    private protected override void OnRequest(IActorContext context, object message)
    {
        switch (message)
        {
            case Put put:
                OnPut(context, put);
                break;
            case Get get:
                OnGet(context, get);
                break;
            case CountItems count:
                Answer(context, new Counted(count.Ticket, _items.Count));
                break;
        }
    }

    private void OnPut(IActorContext context, Put put)
    {
        if (IsClosed)
        {
            RefuseAsClosed(context, put.Ticket);
        }
        else if (_consumers.TryTakeFirst(out Waiter consumer))
        {
            // A consumer waits only while there is no item, so the order of the items is kept.
            Answer(context, new Got(consumer.Ticket, put.Item));
            Answer(context, new Done(put.Ticket));
        }
        else if (_items.Count < _capacity)
        {
            _items.Enqueue(put.Item);
            Answer(context, new Done(put.Ticket));
        }
        else
        {
            Wait(context, _producers, put.Ticket, put.Timeout, put.Item);
        }
    }

    private void OnGet(IActorContext context, Get get)
    {
        if (_items.TryDequeue(out object? item))
        {
            Answer(context, new Got(get.Ticket, item));
            if (!_producers.TryTakeFirst(out Waiter producer)) return;
            _items.Enqueue(producer.Item);
            Answer(context, new Done(producer.Ticket));
        }
        else if (IsClosed)
        {
            RefuseAsClosed(context, get.Ticket);
        }
        else
        {
            Wait(context, _consumers, get.Ticket, get.Timeout);
        }
    }
}
