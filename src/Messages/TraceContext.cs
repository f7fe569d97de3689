namespace ActorCompute.Messages;

/// <summary>
/// Which trace a message belongs to, as W3C Trace Context has it: 25 bytes on the wire, all zero for none.
/// </summary>
/// <param name="TraceHigh">The first eight bytes of the trace id, as a big-endian number.</param>
/// <param name="TraceLow">The last eight bytes of the trace id.</param>
/// <param name="Span">The id of the span that sent the message.</param>
/// <param name="Flags">The trace flags: bit 0 is set where the trace is recorded.</param>
public readonly record struct TraceContext(ulong TraceHigh, ulong TraceLow, ulong Span, byte Flags);
