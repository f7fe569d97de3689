using System.Diagnostics;
using System.Globalization;
using ActorCompute.Client;
using ActorCompute.Cluster.Tests.Processes;

namespace ActorCompute.Cluster.Tests.Soak;

/// <summary>
/// Many jobs of several clients, while worker nodes are killed at random and others take their place: every
/// result has to be right, and nobody's memory may grow once all has been seen.
/// </summary>
internal sealed class SoakRun(int jobs, int clients, int workers, int seed)
{
    /// <summary>What a process may have beyond what it had when it had seen everything.</summary>
    private const double Growth = 1.25;

    private const string Survivor = "survivor";

    private readonly Random _random = new(seed);
    private readonly SortedDictionary<string, long> _before = [];
    private int _started;
    private int _right;
    private long _retries;
    private int _kills;

    private int FirstReading => Math.Min(200, jobs / 2);

    public async Task<int> Run()
    {
        SoakJobs kinds = await SoakJobs.Draw(seed);
        Console.WriteLine($"{jobs} jobs of {clients} clients on {workers} worker nodes, random seed {seed}");
        await using TestCluster cluster = await TestCluster.Start(static _ => { }, workers: 0);
        await cluster.StartWorker(Survivor);
        var watch = Stopwatch.StartNew();
        using var over = new CancellationTokenSource();
        Task killing = KillWorkers(cluster, over.Token);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => RunClient(cluster, kinds)));
        await over.CancelAsync();
        await killing;
        Console.WriteLine(
            $"{_right} right results of {jobs} in {watch.Elapsed.TotalSeconds:F0} s; {_kills} worker nodes "
            + $"were killed, {_retries} chunks went out again");
        return ReportMemory(cluster) && _right == jobs ? 0 : 1;
    }

    private async Task RunClient(TestCluster cluster, SoakJobs kinds)
    {
        await using ComputeCluster compute = await cluster.Connect();
        while (Interlocked.Increment(ref _started) is var number && number <= jobs)
        {
            (long retries, bool isRight) = await kinds.Run(compute, number);
            Interlocked.Add(ref _retries, retries);
            if (isRight) Interlocked.Increment(ref _right);
            else Console.WriteLine($"job {number}: a wrong result");
            if (number == FirstReading) ReadMemory(cluster, _before);
        }
    }

    private async Task KillWorkers(TestCluster cluster, CancellationToken over)
    {
        var alive = new List<ClusterProcess>();
        for (int number = 1; !over.IsCancellationRequested; number++)
        {
            alive.Add(await cluster.StartWorker($"{number}"));
            if (alive.Count < workers - 1) continue;
            TimeSpan pause = TimeSpan.FromMilliseconds(_random.Next(100, 800));
            await Task.Delay(pause, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ClusterProcess victim = alive[_random.Next(alive.Count)];
            alive.Remove(victim);
            await victim.Kill();
            _kills++;
        }
    }

    private static void ReadMemory(TestCluster cluster, SortedDictionary<string, long> readings)
    {
        GC.Collect();
        readings["clients"] = Environment.WorkingSet;
        readings["seed node"] = cluster.Seed.ResidentBytes;
        readings["surviving worker node"] = cluster.Worker(Survivor).ResidentBytes;
    }

    private bool ReportMemory(TestCluster cluster)
    {
        var after = new SortedDictionary<string, long>();
        ReadMemory(cluster, after);
        bool isSteady = true;
        foreach ((string process, long bytes) in after)
        {
            double ratio = (double)bytes / _before[process];
            isSteady &= ratio < Growth;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{process}: {_before[process] / 1e6:F0} MB after {FirstReading} jobs, "
                + $"{bytes / 1e6:F0} MB at the end, {ratio:F2} times as much"));
        }

        return isSteady;
    }
}
