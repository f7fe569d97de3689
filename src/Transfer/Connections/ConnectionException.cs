namespace ActorCompute.Transfer.Connections;

/// <summary>A connection cannot go on. The message is one sentence that says why.</summary>
/// <param name="reason">The sentence.</param>
/// <param name="inner">What the system said.</param>
public sealed class ConnectionException(string reason, Exception? inner = null) : IOException(reason, inner);
