using ActorCompute.Messages;

namespace ActorCompute.Actors.Coordination;

/// <summary>
/// Requests that wait, in the order in which they came; any of them may leave before its turn.
/// </summary>
internal sealed class WaitingLine(string whatIsAwaited)
{
    private readonly LinkedList<Waiter> _waiters = new();
    private readonly Dictionary<Ticket, LinkedListNode<Waiter>> _places = [];

    /// <summary>What a request here waits for, to be told to those who wait in vain.</summary>
    public string WhatIsAwaited => whatIsAwaited;

    /// <summary>When the first of the deadlines passes; the greatest number for never.</summary>
    public long EarliestDeadline =>
        _waiters.Count == 0 ? long.MaxValue : _waiters.Min(waiter => waiter.Deadline);

    public void Add(in Waiter waiter) => _places.Add(waiter.Ticket, _waiters.AddLast(waiter));

    public bool TryTakeFirst(out Waiter waiter)
    {
        waiter = _waiters.First?.Value ?? default;
        return _waiters.Count > 0 && Remove(waiter.Ticket);
    }

    /// <summary>Takes a request out of the line; false if it does not wait here.</summary>
    public bool Remove(Ticket ticket)
    {
        if (!_places.Remove(ticket, out LinkedListNode<Waiter>? place)) return false;
        _waiters.Remove(place);
        return true;
    }

    /// <summary>Takes all of a kind out of the line.</summary>
    public List<Waiter> TakeAll(Func<Waiter, bool> isTaken)
    {
        List<Waiter> taken = [.. _waiters.Where(isTaken)];
        foreach (Waiter waiter in taken) Remove(waiter.Ticket);
        return taken;
    }
}
