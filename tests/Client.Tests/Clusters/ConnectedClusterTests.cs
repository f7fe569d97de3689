using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Tests.Clusters;

/// <summary>A client on a seed node and two worker nodes, over real sockets; the nodes share its
/// process.</summary>
public sealed class ConnectedClusterTests : IAsyncLifetime
{
    private const int Count = 300_001;
    private const string Expression = "2*x + 3*sin(x)**2";

    private readonly string _folder = Directory.CreateTempSubdirectory("actorcompute-test-").FullName;
    private readonly List<WorkerNode> _workers = [];
    private readonly double[] _x = Numbers();
    private SeedNode _seed = null!;

    public async Task InitializeAsync()
    {
        _seed = new SeedNode(new SeedNodeOptions { Listen = new HostPort("127.0.0.1", 0) });
        await StartWorker("one");
        await StartWorker("two");
    }

    public async Task DisposeAsync()
    {
        foreach (WorkerNode worker in _workers) await worker.DisposeAsync();
        _seed.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Results_are_the_same_bits_as_in_one_process(bool sharesMemory)
    {
        await using ComputeCluster cluster = await Connect(
            new ConnectOptions { SharesMemory = sharesMemory });
        await using var local = ComputeCluster.Local();
        using ComputeArray<double> expected = await local.EvaluateAsync<double>(Expression, [("x", _x)]);
        double sum = await local.ReduceAsync<double>(Reduction.Sum, Expression, [("x", _x)]);
        var options = new JobOptions { ChunkSize = 2 * Block.Size };

        using ComputeArray<double> result = await cluster.EvaluateAsync<double>(
            Expression, [("x", _x)], options);
        double[] into = new double[Count];
        await cluster.EvaluateAsync(Expression, [("x", _x)], into, options);

        Bits(result.ToArray()).ShouldBe(Bits(expected.ToArray()));
        Bits(into).ShouldBe(Bits(expected.ToArray()));
        (await cluster.ReduceAsync<double>(Reduction.Sum, Expression, [("x", _x)], options)).ShouldBe(sum);
        cluster.Workers.ShouldBe(2);
    }

    [Fact]
    public async Task Nothing_is_sent_where_input_and_result_are_arrays_of_the_cluster()
    {
        await using ComputeCluster cluster = await Connect(new ConnectOptions());
        using ComputeArray<double> input = cluster.CreateArray<double>(new Shape(Count));
        _x.CopyTo(input.Span(0, Count));

        using ComputeArray<double> result = await cluster.EvaluateAsync<double>("exp(x)", [("x", input)]);

        result[Count - 1].ShouldBe(Math.Exp(_x[^1]), 1e-15);
        (await cluster.StatusAsync()).Nodes.Sum(node => node.Load.BytesMoved).ShouldBe(0);
    }

    [Fact]
    public async Task Nodes_read_files_under_the_data_root_themselves_and_others_are_sent()
    {
        await using var local = ComputeCluster.Local();
        string path = Path.Combine(_folder, "x.npy");
        await local.EvaluateAsync("x", [("x", _x)], ArrayOutput.File(path));
        double expected = await local.ReduceAsync<double>(Reduction.Sum, "exp(x)", [("x", _x)]);

        foreach (string? root in (string?[])[_folder, null])
        {
            await using ComputeCluster cluster = await Connect(new ConnectOptions { DataRoot = root });
            (await cluster.ReduceAsync<double>(Reduction.Sum, "exp(x)", [("x", ArrayInput.File(path))]))
                .ShouldBe(expected);
        }
    }

    [Fact]
    public async Task A_file_that_the_nodes_do_not_have_fails_the_job_by_name()
    {
        await using var local = ComputeCluster.Local();
        string elsewhere = Directory.CreateTempSubdirectory("actorcompute-test-").FullName;
        string path = Path.Combine(elsewhere, "absent.npy");
        await local.EvaluateAsync("x", [("x", _x)], ArrayOutput.File(path));
        await using ComputeCluster cluster = await Connect(new ConnectOptions { DataRoot = elsewhere });

        ComputeException error = await Should.ThrowAsync<ComputeException>(
            cluster.ReduceAsync<double>(Reduction.Sum, ArrayInput.File(path)));

        error.Message.ShouldContain("absent.npy");
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task Another_file_of_the_name_on_a_node_is_not_taken_for_the_clients()
    {
        await using var local = ComputeCluster.Local();
        string elsewhere = Directory.CreateTempSubdirectory("actorcompute-test-").FullName;
        string path = Path.Combine(elsewhere, "other.npy");
        await local.EvaluateAsync("x", [("x", _x)], ArrayOutput.File(path));
        await local.EvaluateAsync("x + 1", [("x", _x)], ArrayOutput.File(Path.Combine(_folder, "other.npy")));
        await using ComputeCluster cluster = await Connect(new ConnectOptions { DataRoot = elsewhere });

        ComputeException error = await Should.ThrowAsync<ComputeException>(
            cluster.ReduceAsync<double>(Reduction.Sum, ArrayInput.File(path)));

        error.Kind.ShouldBe(ErrorKind.InputChanged);
        Directory.Delete(elsewhere, recursive: true);
    }

    [Fact]
    public async Task A_node_that_ends_during_a_job_changes_no_bit()
    {
        await using ComputeCluster cluster = await Connect(new ConnectOptions());
        await using var local = ComputeCluster.Local();
        var random = ArrayInput.Random(40_000_000);
        double expected = await local.ReduceAsync<double>(Reduction.Sum, Expression, [("x", random)]);
        using var began = new ManualResetEventSlim();
        var progress = new Beginning(began);
        Task<double> job = cluster.ReduceAsync<double>(
            Reduction.Sum,
            Expression,
            [("x", random)],
            new JobOptions { ChunkSize = Block.Size, Progress = progress });
        began.Wait(TimeSpan.FromSeconds(30)).ShouldBeTrue();

        await _workers[0].DisposeAsync();

        (await job).ShouldBe(expected);
    }

    [Fact]
    public async Task A_kernel_of_the_program_is_refused_with_a_hint()
    {
        await using ComputeCluster cluster = await Connect(new ConnectOptions());

        ComputeException error = await Should.ThrowAsync<ComputeException>(cluster.MapAsync(
            _x, (ReadOnlySpan<double> source, Span<double> target) => source.CopyTo(target)));

        error.Message.ShouldContain("code never travels");
    }

    [Fact]
    public async Task A_cluster_of_this_process_has_no_status()
    {
        await using var local = ComputeCluster.Local();

        ComputeException error = await Should.ThrowAsync<ComputeException>(() => local.StatusAsync());

        error.Kind.ShouldBe(ErrorKind.InvalidState);
    }

    private static double[] Numbers()
    {
        var random = new Random(20_264);
        return [.. Enumerable.Range(0, Count).Select(_ => random.NextDouble() * 20 - 10)];
    }

    private static long[] Bits(double[] numbers) => Array.ConvertAll(numbers, BitConverter.DoubleToInt64Bits);

    private async Task StartWorker(string name)
    {
        var joined = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _workers.Add(await WorkerNode.StartAsync(new WorkerNodeOptions
        {
            Seed = _seed.Address,
            Listen = new HostPort("127.0.0.1", 0),
            Name = name,
            Slots = 1,
            DataRoot = _folder,
            Joined = () => joined.TrySetResult(),
        }));
        await joined.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task<ComputeCluster> Connect(ConnectOptions options) =>
        ComputeCluster.ConnectAsync($"{_seed.Address}", options);

    private sealed class Beginning(ManualResetEventSlim began) : IProgress<JobProgress>
    {
        public void Report(JobProgress value) => began.Set();
    }
}
