namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>
/// The engine that the clusters of these tests have: tcp, unless the variable ACTORCOMPUTE_TEST_ENGINE names
/// another one.
/// </summary>
internal static class TestEngine
{
    /// <summary>Its name.</summary>
    public static string Name { get; } =
        Environment.GetEnvironmentVariable("ACTORCOMPUTE_TEST_ENGINE") is { Length: > 0 } name ? name : "tcp";

    /// <summary>True where the engine itself has something to say of each node.</summary>
    public static bool HasView => Name == "akka";

    /// <summary>After it a node that was asleep is no member any more.</summary>
    public static TimeSpan LongestSleep => TimeSpan.FromSeconds(HasView ? 10 : 4);

    /// <summary>What says so on a command line.</summary>
    public static string[] Options => ["--engine", Name];
}
