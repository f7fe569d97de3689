using ActorCompute.Client;
using ActorCompute.Messages;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>
/// A seed node, worker nodes and clients. Disposing kills all of them, however the test went, and hands on
/// what they said.
/// </summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly Action<string> _output;
    private readonly Place _place;
    private readonly CertificateFolder? _certificates;
    private readonly List<ClusterProcess> _processes = [];

    private TestCluster(Action<string> output, Place place, CertificateFolder? certificates) =>
        (_output, _place, _certificates) = (output, place, certificates);

    /// <summary>Where the seed node listens.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The seed node; the last one, where it was started again.</summary>
    public ClusterProcess Seed { get; private set; } = null!;

    /// <summary>Starts a seed node and, under the names a, b, c..., worker nodes of one slot.</summary>
    /// <param name="output">Takes what the processes have said, at the end.</param>
    /// <param name="workers">How many worker nodes, at most 26.</param>
    /// <param name="place">Where they listen; loopback if left out.</param>
    /// <param name="certificates">What all of them show each other, or null.</param>
    public static async Task<TestCluster> Start(
        Action<string> output, int workers = 2, Place? place = null, CertificateFolder? certificates = null)
    {
        var cluster = new TestCluster(output, place ?? Place.Loopback, certificates);
        try
        {
            await cluster.StartSeed();
            await Task.WhenAll(Enumerable.Range(0, workers).Select(
                number => cluster.StartWorker($"{(char)('a' + number)}")));
            await cluster.Nodes(nodes => nodes.Length == workers, $"{workers} nodes");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The worker node of a name; the last one, where there were several.</summary>
    public ClusterProcess Worker(string name)
    {
        lock (_processes) return _processes.Last(process => process.Title == WorkerTitle(name));
    }

    /// <summary>Starts the seed node, again at its address if there was one.</summary>
    public async Task StartSeed()
    {
        string address = Address.Length > 0 ? Address : $"{_place.Host}:0";
        string[] arguments =
        [
            "seed", "--listen", address, .. TestEngine.Options, .. _certificates?.Of(_place.Host) ?? [],
        ];
        Seed = Run("seed node", Programs.CommandLine, arguments);
        Address = await Seed.ListeningAddress();
    }

    /// <summary>Starts a worker node of one slot, and waits until it listens.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="place">Where it runs; where the seed node does if left out.</param>
    /// <param name="options">What else it is told.</param>
    public async Task<ClusterProcess> StartWorker(string name, Place? place = null, params string[] options)
    {
        place ??= _place;
        string[] arguments =
        [
            "--seed", Address, "--slots", "1", "--name", name, "--listen", $"{place.Host}:0",
            .. TestEngine.Options, .. _certificates?.Of(place.Host) ?? [], .. options,
        ];
        ClusterProcess worker = Run(WorkerTitle(name), Programs.WorkerNode, arguments, place);
        await worker.ListeningAddress();
        return worker;
    }

    /// <summary>Starts <c>actorcompute eval --cluster</c>.</summary>
    public ClusterProcess StartJob(TestJob job, params string[] options) =>
        StartClient([.. job.Arguments, .. options]);

    /// <summary>Runs a job to its end.</summary>
    public Task<Outcome> RunJob(TestJob job, params string[] options) => StartJob(job, options).End();

    /// <summary>Starts a command of a client of this cluster.</summary>
    public ClusterProcess StartClient(params string[] arguments) => Run(
        "client",
        Programs.CommandLine,
        [
            .. arguments, "--cluster", Address, .. TestEngine.Options, .. _certificates?.OfClient() ?? [],
        ]);

    /// <summary>Connects a client that is this process.</summary>
    /// <param name="functions">The types that its pools may use on the nodes; none if left out.</param>
    public Task<ComputeCluster> Connect(FunctionTypes? functions = null) =>
        ComputeCluster.ConnectAsync(Address, Options() with { Functions = functions ?? [] });

    /// <summary>Starts a program, which is killed with the cluster.</summary>
    public ClusterProcess Run(
        string title, string program, IEnumerable<string> arguments, Place? place = null)
    {
        ClusterProcess process = ClusterProcess.Start(title, place ?? Place.Loopback, program, arguments);
        lock (_processes) _processes.Add(process);
        return process;
    }

    /// <summary>What the seed node says of the worker nodes.</summary>
    public async Task<NodeState[]> Status()
    {
        MembershipProtocol.StatusReport report = await ComputeCluster.StatusOfAsync(Address, Options());
        return [.. report.Nodes.Select(NodeState.Of)];
    }

    /// <summary>Waits until the nodes are as they should be.</summary>
    public Task<NodeState[]> Nodes(
        Func<NodeState[], bool> condition, string what, TimeSpan? deadline = null) =>
        Eventually.Becomes(Status, condition, what, deadline);

    public async ValueTask DisposeAsync()
    {
        foreach (ClusterProcess process in _processes)
        {
            await process.Kill();
            _output(process.ToString());
            await process.DisposeAsync();
        }
    }

    private ConnectOptions Options() =>
        new() { Engine = TestEngine.Name, Certificates = _certificates?.ClientFolder };

    private static string WorkerTitle(string name) => $"worker node {name}";
}
