using System.Text.Json;
using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>Results in a file under the data root, to which worker nodes write themselves.</summary>
public sealed class DataRootTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>A second or two of two cores, with 80 MB of results.</summary>
    private static readonly TestJob _job = new(10_000_000, 200, null);

    /// <summary>Of kernels: they are at work then, and far from the end.</summary>
    private static readonly TimeSpan _while = TimeSpan.FromMilliseconds(50);

    private readonly SharedFolder _folder = new();
    private readonly SharedFolder _other = new();

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData]
    [InlineData("--no-shared-memory")]
    public async Task A_result_of_two_nodes_is_the_file_of_one_process_and_no_byte_of_it_travels(
        params string[] options)
    {
        await using TestCluster cluster = await Start(_folder, _folder);

        JsonElement report = (await cluster.RunJob(_job, [.. _folder.OfClient, .. options])).Json();

        await ResultShouldBeRight(report);
        report.GetProperty("nodes").GetInt32().ShouldBe(2);
        NodeState[] nodes = await cluster.Nodes(
            nodes => nodes.All(node => node is { Busy: 0, Jobs: 0 }), "all is over");
        nodes.Sum(node => node.BytesMoved).ShouldBe(0);
        _folder.Names.ShouldBe(["y.npy"]);
    }

    [Theory]
    [InlineData]
    [InlineData("--no-shared-memory")]
    public async Task A_node_that_is_killed_changes_no_bit_of_the_file(params string[] options)
    {
        await using TestCluster cluster = await Start(_folder, _folder);
        ClusterProcess client = cluster.StartJob(_job, [.. _folder.OfClient, .. options]);
        await cluster.Worker("a").Computes(_while);

        await cluster.Worker("a").Kill();

        JsonElement report = (await client.End()).Json();
        await ResultShouldBeRight(report);
        report.GetProperty("retries").GetInt64().ShouldBePositive();
        _folder.Names.ShouldBe(["y.npy"]);
    }

    [Fact]
    public async Task A_node_that_is_stopped_and_wakes_after_the_end_writes_nothing_into_the_users_file()
    {
        await using TestCluster cluster = await Start(_folder, _folder);
        ClusterProcess client = cluster.StartJob(_job, _folder.OfClient);
        await cluster.Worker("a").Computes(_while);
        cluster.Worker("a").Send(Signal.Stop);
        await ResultShouldBeRight((await client.End()).Json());
        _folder.Names.ShouldBe(["y.npy"]);

        // What a user may do with a file: store something else in it, in place.
        byte[] zeros = new byte[new FileInfo(_folder.Result).Length];
        using (FileStream file = File.OpenWrite(_folder.Result)) file.Write(zeros);
        cluster.Worker("a").Send(Signal.Continue);
        await cluster.Nodes(
            nodes => nodes.Length == 2 && nodes.All(node => node is { IsUp: true, Busy: 0, Jobs: 0 }),
            "a is back");

        File.ReadAllBytes(_folder.Result).AsSpan().SequenceEqual(zeros).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_node_that_does_not_see_the_file_computes_all_the_same(bool hasFolder)
    {
        await using TestCluster cluster = await Start(_folder, hasFolder ? _other : null);

        JsonElement report = (await cluster.RunJob(_job, _folder.OfClient)).Json();

        await ResultShouldBeRight(report);
        report.GetProperty("nodes").GetInt32().ShouldBe(2);
        NodeState[] nodes = await cluster.Nodes(
            nodes => nodes.All(node => node is { Busy: 0, Jobs: 0 }), "all is over");
        nodes.Single(node => node.Name == "a").BytesMoved.ShouldBe(0);
        nodes.Single(node => node.Name == "b").BytesMoved.ShouldBePositive();
        _other.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_without_the_input_is_left_out_and_the_job_goes_on_at_the_other()
    {
        await MakeInput(_folder);
        await using TestCluster cluster = await Start(_folder, _other);

        JsonElement report = (await cluster.StartClient(Reading(_folder)).End()).Json();

        report.GetProperty("value").GetDouble().ShouldBe(49_999_995_000_000);
        report.GetProperty("nodes").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_no_node_has_the_input_of_fails_at_once_by_the_name_of_the_file()
    {
        await MakeInput(_folder);
        await using TestCluster cluster = await Start(_other, null);

        Outcome outcome = await cluster.StartClient(Reading(_folder)).End(TimeSpan.FromSeconds(20));

        outcome.ExitCode.ShouldNotBe(0, outcome.ToString());
        outcome.Output.ShouldContain("cannot compute the job");
        outcome.Output.ShouldContain("x.npy");
    }

    private static string[] Reading(SharedFolder folder) =>
    [
        "eval", "x", "--in", $"x={folder["x.npy"]}", "--reduce", "sum", "--data-root", folder.Path, "--json",
    ];

    private static async Task MakeInput(SharedFolder folder)
    {
        await using ClusterProcess process = ClusterProcess.Start(
            "input",
            Place.Loopback,
            Programs.CommandLine,
            ["eval", "x*1.0", "--arange", "x=1e7", "--out", folder["x.npy"], "--json"]);
        (await process.End()).Json();
    }

    /// <summary>By what the client reports, and by the bytes of the file.</summary>
    private async Task ResultShouldBeRight(JsonElement report)
    {
        report.GetProperty("sha256").GetString().ShouldBe(await _job.Sha256InProcess());
        string path = _other["reference.npy"];
        await using ClusterProcess process = ClusterProcess.Start(
            "in one process", Place.Loopback, Programs.CommandLine, [.. _job.Arguments, "--out", path]);
        (await process.End()).Json();
        string reference = _other.HashOf(path);
        File.Delete(path);
        _folder.HashOf(_folder.Result).ShouldBe(reference);
    }

    /// <summary>A cluster of nodes a and b with these data roots.</summary>
    private async Task<TestCluster> Start(SharedFolder? a, SharedFolder? b)
    {
        TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 0);
        try
        {
            await Task.WhenAll(
                cluster.StartWorker("a", null, a?.OfWorker ?? []),
                cluster.StartWorker("b", null, b?.OfWorker ?? []));
            await cluster.Nodes(nodes => nodes.Length == 2, "both nodes");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }
}
