using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Connections;

/// <summary>How to dial.</summary>
public sealed record DialOptions
{
    /// <summary>The certificates; null for loopback addresses, in the clear.</summary>
    public ClusterIdentity? Identity { get; init; }

    /// <summary>
    /// How long connecting, TLS and the answer to the hello may take together; 5 seconds unless set.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What to do where nothing listens: <c>start a seed node there with 'actorcompute seed --listen
    /// ...'</c>.
    /// </summary>
    public string Hint { get; init; } = "check the address, and that the process there runs";
}
