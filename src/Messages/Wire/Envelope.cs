namespace ActorCompute.Messages.Wire;

/// <summary>
/// What stands before the fields of a message between actors. Messages between connections have none.
/// </summary>
/// <param name="Target">
/// Whom the message is for: with the node's incarnation, since what was meant for a process before it started
/// again is not for this one.
/// </param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Trace">The trace that it belongs to.</param>
public readonly record struct Envelope(ActorRef Target, ActorRef Sender, TraceContext Trace);
