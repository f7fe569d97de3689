using ActorCompute.Client;
using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>Worker nodes that go during a job, in each of the ways in which a process can.</summary>
public sealed class WorkerDeathTests(ITestOutputHelper output)
{
    /// <summary>Long enough that a worker is in the middle of a job, and short beside the job.</summary>
    private static readonly TimeSpan _while = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_worker_that_is_killed_during_a_job_changes_no_bit_of_its_result()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        ClusterProcess client = cluster.StartJob(TestJob.Elements);
        await cluster.Worker("a").Computes(_while);

        await cluster.Worker("a").Kill();

        Outcome outcome = await client.End();
        outcome.Sha256().ShouldBe(await TestJob.Elements.Sha256InProcess());
        outcome.Json().GetProperty("retries").GetInt64().ShouldBePositive();
        await cluster.Nodes(nodes => nodes is [{ Name: "b" }], "only b is left");
    }

    [Fact]
    public async Task A_worker_that_is_stopped_loses_its_chunks_and_is_back_when_it_wakes()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        ClusterProcess client = cluster.StartJob(TestJob.Elements);
        await cluster.Worker("a").Computes(_while);

        cluster.Worker("a").Send(Signal.Stop);

        Outcome outcome = await client.End();
        outcome.Sha256().ShouldBe(await TestJob.Elements.Sha256InProcess());
        outcome.Json().GetProperty("retries").GetInt64().ShouldBePositive();

        cluster.Worker("a").Send(Signal.Continue);
        await cluster.Nodes(
            nodes => nodes.Length == 2 && nodes.All(node => node is { IsUp: true, Jobs: 0 }), "a is back");
        Outcome next = await cluster.RunJob(TestJob.Sum);
        next.Sha256().ShouldBe(await TestJob.Sum.Sha256InProcess());
        next.Json().GetProperty("nodes").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_job_outlives_all_of_its_workers_when_another_one_comes()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        ClusterProcess client = cluster.StartJob(TestJob.Sum);
        await cluster.Worker("a").Computes(_while);
        await Task.WhenAll(cluster.Worker("a").Kill(), cluster.Worker("b").Kill());
        await cluster.Nodes(nodes => nodes.Length == 0, "no node is left");
        client.HasEnded.ShouldBeFalse(client.ToString());

        await cluster.StartWorker("c");

        (await client.End()).Sha256().ShouldBe(await TestJob.Sum.Sha256InProcess());
    }

    [Fact]
    public async Task A_chunk_that_takes_every_node_down_fails_its_job_by_name_and_no_other()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 5);
        await using ComputeCluster other = await ComputeCluster.ConnectAsync(cluster.Address);
        double expected = await SumHere();
        (await Sum(other)).ShouldBe(expected);
        ClusterProcess client = cluster.StartJob(TestJob.Sum, "--chunk-size", $"{TestJob.Sum.Count}");
        var killed = new HashSet<string>();
        var others = new List<Task<double>>();
        while (killed.Count < 4)
        {
            ClusterProcess victim = await Busiest(cluster, ["a", "b", "c", "d", "e"]);

            // Some of its chunks go to the victim, behind the one that the victim dies of.
            others.Add(Sum(other));
            await victim.Kill();
            killed.Add(victim.Title);
        }

        Outcome outcome = await client.End();
        outcome.ExitCode.ShouldBe(1, outcome.ToString());
        outcome.Output.ShouldContain("\"kind\":\"chunk_lost\"");
        outcome.Output.ShouldContain("chunk 0");
        foreach (double sum in await Task.WhenAll(others)) sum.ShouldBe(expected);
        (await Sum(other)).ShouldBe(expected, "the last node serves the other client as before");
    }

    /// <summary>A job of many small chunks, which is computed in a moment.</summary>
    private static JobRequest ManyChunks => new TestJob(400_000, 1, "sum").Request with
    {
        Options = new JobOptions { ChunkSize = 4096 },
    };

    private static async Task<double> SumHere()
    {
        await using ComputeCluster local = ComputeCluster.Local();
        return await Sum(local);
    }

    private static async Task<double> Sum(ComputeCluster compute) =>
        (await compute.Submit(ManyChunks).Completion).Value!.Value.ToDouble();

    /// <summary>The one whose processor time stands out first of those that are alive.</summary>
    private static async Task<ClusterProcess> Busiest(TestCluster cluster, string[] names)
    {
        ClusterProcess[] alive = [.. names.Select(cluster.Worker).Where(worker => !worker.HasEnded)];
        Dictionary<ClusterProcess, TimeSpan> before = alive.ToDictionary(
            worker => worker, worker => worker.ProcessorTime);
        ClusterProcess? busiest = null;
        await Eventually.Holds(
            () =>
            {
                (ClusterProcess Worker, TimeSpan Spent)[] ordered =
                [
                    .. alive.Select(worker => (worker, worker.ProcessorTime - before[worker]))
                        .OrderByDescending(one => one.Item2),
                ];
                busiest = ordered[0].Worker;
                return ordered[0].Spent > _while && ordered[0].Spent > 2 * ordered[1].Spent;
            },
            "a worker computes more than the others");
        return busiest!;
    }
}
