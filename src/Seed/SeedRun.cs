using ActorCompute.Engines.Cluster.Nodes;

namespace ActorCompute.Seed;

/// <summary>The life of a seed node's process.</summary>
internal static class SeedRun
{
    /// <summary>Runs a seed node until it is stopped; one that the cluster gives up starts anew.</summary>
    /// <param name="options">The node.</param>
    /// <param name="stop">Ends it.</param>
    public static void Run(SeedNodeOptions options, CancellationToken stop)
    {
        bool isFirst = true;
        while (!stop.IsCancellationRequested)
        {
            using var removed = new ManualResetEventSlim();
            using var node = new SeedNode(options with
            {
                Removed = reason =>
                {
                    options.Log($"the cluster has given this node up, which starts anew: {reason}");
                    removed.Set();
                },
            });
            if (isFirst) Console.WriteLine($"listening on {node.Address}");
            options.Log($"the engine is {node.Engine}");
            options = options with { Listen = node.Address };
            isFirst = false;
            WaitHandle.WaitAny([stop.WaitHandle, removed.WaitHandle]);
        }
    }
}
