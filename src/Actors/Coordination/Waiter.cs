using ActorCompute.Messages;

namespace ActorCompute.Actors.Coordination;

/// <summary>A request that waits.</summary>
/// <param name="Ticket">The request.</param>
/// <param name="Timeout">How long it was to wait, or null for ever.</param>
/// <param name="Deadline">
/// When it has waited that long, on the context's clock; the greatest number for never.
/// </param>
/// <param name="Item">What it brings, if it brings something.</param>
internal readonly record struct Waiter(Ticket Ticket, TimeSpan? Timeout, long Deadline, object? Item);
