using System.Globalization;
using ActorCompute.Cluster.Tests.Processes;

namespace ActorCompute.Cluster.Tests.Soak;

/// <summary>
/// A worker node at a tenth of the speed must not make a job of seconds take more than 1.5 of its time
/// without that worker.
/// </summary>
internal static class SlowWorkerRun
{
    private const double Bar = 1.5;

    /// <summary>Of each 100 ms it runs 10: far shorter than the silence that loses a node.</summary>
    private static readonly TimeSpan _running = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan _stopped = TimeSpan.FromMilliseconds(90);

    private static readonly TestJob _job = new(40_000_000, 200, "sum");

    public static async Task<int> Run()
    {
        await using TestCluster cluster = await TestCluster.Start(static _ => { }, workers: 1);
        await Seconds(cluster);
        double without = await Seconds(cluster);
        ClusterProcess slow = await cluster.StartWorker("slow");
        await cluster.Nodes(nodes => nodes.Length == 2, "the slow worker is up");
        using var over = new CancellationTokenSource();
        Task slowing = Slow(slow, over.Token);
        double with = await Seconds(cluster);
        await over.CancelAsync();
        await slowing;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"one worker {without:F2} s, with another at a tenth of its speed {with:F2} s: "
            + $"{with / without:F2} times as long"));
        return with / without <= Bar ? 0 : 1;
    }

    private static async Task<double> Seconds(TestCluster cluster)
    {
        Outcome outcome = await cluster.RunJob(_job);
        return outcome.Json().GetProperty("first_seconds").GetDouble();
    }

    private static async Task Slow(ClusterProcess process, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            process.Send(Signal.Stop);
            await Task.Delay(_stopped);
            process.Send(Signal.Continue);
            await Task.Delay(_running);
        }
    }
}
