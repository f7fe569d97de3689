using ActorCompute.Arrays;

namespace ActorCompute.Messages;

/// <summary>A request to a coordination actor, by which its answer is known.</summary>
/// <param name="Caller">
/// Who asks, and is answered: the actor of a process. What it holds or waits for is freed when it is gone.
/// </param>
/// <param name="Number">Unique to the caller.</param>
public readonly record struct Ticket(ActorRef Caller, long Number);

/// <summary>The answer to a request; each request gets exactly one.</summary>
public interface ICoordinationAnswer
{
    /// <summary>The request.</summary>
    Ticket Ticket { get; }
}

/// <summary>What locks and queues understand alike.</summary>
public static class CoordinationProtocol
{
    /// <summary>
    /// Gives up a request that waits, which is then refused as cancelled. A request that has been answered
    /// keeps its answer, so that nothing granted is ever lost on the way.
    /// </summary>
    /// <param name="Ticket">The request.</param>
    public sealed record Withdraw(Ticket Ticket);

    /// <summary>Ends the actor's service: what waits, and what comes later, is refused as closed.</summary>
    /// <param name="Ticket">This request, answered with Done.</param>
    public sealed record Close(Ticket Ticket);

    /// <summary>The request was met, and there is nothing more to say.</summary>
    /// <param name="Ticket">The request.</param>
    public sealed record Done(Ticket Ticket) : ICoordinationAnswer;

    /// <summary>The request was not met, and had no effect.</summary>
    /// <param name="Ticket">The request.</param>
    /// <param name="Kind">Timeout, Cancelled, Closed or NotHeld.</param>
    /// <param name="Message">One sentence.</param>
    public sealed record Refused(Ticket Ticket, ErrorKind Kind, string Message) : ICoordinationAnswer;
}

/// <summary>A lock that one holds at a time; granted in the order of asking.</summary>
public static class LockProtocol
{
    /// <summary>Asks for the lock. Answered with Acquired or Refused.</summary>
    /// <param name="Ticket">This request, which holds the lock once it is granted.</param>
    /// <param name="Timeout">How long to wait; null is for ever, zero not at all.</param>
    public sealed record Acquire(Ticket Ticket, TimeSpan? Timeout);

    /// <summary>The lock is the request's until it is released, or the caller is gone.</summary>
    /// <param name="Ticket">The request.</param>
    /// <param name="FencingToken">Greater than that of every grant before, from 1.</param>
    public sealed record Acquired(Ticket Ticket, long FencingToken) : ICoordinationAnswer;

    /// <summary>Gives the lock back. Answered with Done, or Refused as not held.</summary>
    /// <param name="Ticket">This request.</param>
    /// <param name="Holder">The request that was granted.</param>
    public sealed record Release(Ticket Ticket, Ticket Holder);
}

/// <summary>
/// A queue of bounded length, first in, first out; both sides are served in the order of asking.
/// </summary>
public static class QueueProtocol
{
    /// <summary>Adds an item when there is room. Answered with Done or Refused.</summary>
    /// <param name="Ticket">This request.</param>
    /// <param name="Item">The item.</param>
    /// <param name="Timeout">How long to wait for room; null is for ever, zero not at all.</param>
    public sealed record Put(Ticket Ticket, object? Item, TimeSpan? Timeout);

    /// <summary>Takes the first item. Answered with Got or Refused.</summary>
    /// <param name="Ticket">This request.</param>
    /// <param name="Timeout">How long to wait for an item; null is for ever, zero not at all.</param>
    public sealed record Get(Ticket Ticket, TimeSpan? Timeout);

    /// <summary>The item is the caller's.</summary>
    /// <param name="Ticket">The request.</param>
    /// <param name="Item">The item.</param>
    public sealed record Got(Ticket Ticket, object? Item) : ICoordinationAnswer;

    /// <summary>Asks how many items there are. Answered with Counted.</summary>
    /// <param name="Ticket">This request.</param>
    public sealed record CountItems(Ticket Ticket);

    /// <summary>How many items there were.</summary>
    /// <param name="Ticket">The request.</param>
    /// <param name="Count">Items put and not yet got; those of waiting producers do not count.</param>
    public sealed record Counted(Ticket Ticket, int Count) : ICoordinationAnswer;
}
