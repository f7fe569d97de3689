using System.Diagnostics;
using ActorCompute.Client;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Bench.Contenders;

/// <summary>A seed node in this process, and worker nodes of one slot in processes of their own.</summary>
internal sealed class LocalNodes : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly string _engine;
    private readonly SeedNode _seed;
    private readonly List<Process> _workers = [];

    /// <param name="count">How many worker nodes.</param>
    /// <param name="dataRoot">The folder whose files they read.</param>
    /// <param name="engine">The cluster's engine.</param>
    /// <param name="functions">Types of this assembly whose functions they run.</param>
    public LocalNodes(
        int count, string dataRoot, string engine = ClusterEngines.Tcp, params Type[] functions)
    {
        _engine = engine;
        _seed = new SeedNode(new SeedNodeOptions { Listen = new HostPort("127.0.0.1", 0), Engine = engine });
        for (int number = 1; number <= count; number++)
        {
            string program = Path.Combine(AppContext.BaseDirectory, "ActorCompute.WorkerNode.dll");
            string[] arguments =
            [
                "exec", program, "--seed", $"{_seed.Address}", "--slots", "1", "--name", $"bench-{number}",
                "--data-root", dataRoot, "--engine", engine, .. Functions(functions),
            ];
            _workers.Add(Process.Start(new ProcessStartInfo("dotnet", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!);
        }
    }

    private static IEnumerable<string> Functions(Type[] types) => types.Length == 0
        ? []
        : ["--functions", types[0].Assembly.Location, .. types.SelectMany(type => new[] { "--allow", type.FullName! })];

    /// <summary>Connects a client, when all worker nodes are there.</summary>
    public ComputeCluster Connect(ConnectOptions options)
    {
        options = options with { Engine = _engine };
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            ComputeCluster cluster = ComputeCluster.ConnectAsync($"{_seed.Address}", options).GetAwaiter().GetResult();
            if (cluster.Workers == _workers.Count) return cluster;
            cluster.Dispose();
            if (Stopwatch.GetElapsedTime(start) > Deadline) throw new TimeoutException("the worker nodes do not come");
            Thread.Sleep(100);
        }
    }

    /// <summary>Where the seed node listens.</summary>
    public string Seed => $"{_seed.Address}";

    /// <summary>Returns when each worker node has said that it listens.</summary>
    public void WaitUntilListening()
    {
        foreach (Process worker in _workers) worker.StandardOutput.ReadLine();
    }

    /// <summary>
    /// How long it takes from the moment in which the last worker node listens until the engine itself says
    /// that each is up.
    /// </summary>
    public TimeSpan TimeUntilUp()
    {
        WaitUntilListening();
        long start = Stopwatch.GetTimestamp();
        using ComputeCluster client = ComputeCluster.ConnectAsync(
            $"{_seed.Address}", new ConnectOptions { Engine = _engine }).GetAwaiter().GetResult();
        while (Stopwatch.GetElapsedTime(start) < Deadline)
        {
            MembershipProtocol.StatusReport report = client.StatusAsync().GetAwaiter().GetResult();
            if (report.Nodes.Count(node => node.View.StartsWith("up, reachable")) == _workers.Count)
            {
                return Stopwatch.GetElapsedTime(start);
            }

            Thread.Sleep(20);
        }

        throw new TimeoutException("the worker nodes are not up");
    }

    public void Dispose()
    {
        foreach (Process worker in _workers)
        {
            worker.Kill();
            worker.WaitForExit();
            worker.Dispose();
        }

        _seed.Dispose();
    }
}
