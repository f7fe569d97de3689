namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>The programs of a cluster, as this project's build put them beside the tests.</summary>
internal static class Programs
{
    /// <summary>Seed node, client and all other commands.</summary>
    public static string CommandLine { get; } = Path.Combine(AppContext.BaseDirectory, "actorcompute.dll");

    /// <summary>A worker node.</summary>
    public static string WorkerNode { get; } =
        Path.Combine(AppContext.BaseDirectory, "ActorCompute.WorkerNode.dll");
}
