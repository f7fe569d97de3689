namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>Where a process runs.</summary>
/// <param name="Host">The address that it listens on.</param>
/// <param name="Prefix">The words before a command that run it there; none for here.</param>
internal sealed record Place(string Host, IReadOnlyList<string> Prefix)
{
    /// <summary>This machine, for nobody else.</summary>
    public static Place Loopback { get; } = new("127.0.0.1", []);
}
