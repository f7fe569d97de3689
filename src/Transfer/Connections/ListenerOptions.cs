using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Connections;

/// <summary>What a <see cref="Listener"/> needs to know.</summary>
public sealed record ListenerOptions
{
    /// <summary>This process's engine, as callers are told: <c>tcp</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>This process's version, for people.</summary>
    public required string Software { get; init; }

    /// <summary>
    /// Answers a caller. Called on a thread of the caller's own, so that it may wait; a caller that is not
    /// answered when it returns is closed.
    /// </summary>
    public required Action<Caller> Admit { get; init; }

    /// <summary>
    /// Takes a line about a connection that was closed because of what it sent; at most one a second.
    /// </summary>
    public required Action<string> Log { get; init; }

    /// <summary>The certificates; null for loopback addresses, in the clear.</summary>
    public ClusterIdentity? Identity { get; init; }

    /// <summary>How long a caller has for TLS and its hello; 5 seconds unless set.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How many connections may be before their hello at once; more are closed. 64 unless set.
    /// </summary>
    public int MaxPendingConnections { get; init; } = 64;

    /// <summary>The time of log lines; the system's unless set.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
