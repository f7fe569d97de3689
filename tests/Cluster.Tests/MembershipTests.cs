using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>Nodes that come and go of their own accord.</summary>
public sealed class MembershipTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_worker_that_joins_during_a_job_takes_part_in_it()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 1);
        ClusterProcess client = cluster.StartJob(TestJob.Elements);
        await cluster.Worker("a").Computes(TimeSpan.FromMilliseconds(200));

        await cluster.StartWorker("b");

        Outcome outcome = await client.End();
        outcome.Sha256().ShouldBe(await TestJob.Elements.Sha256InProcess());
        outcome.Json().GetProperty("nodes").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_end_finishes_what_it_computes_and_leaves()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        ClusterProcess client = cluster.StartJob(TestJob.Elements);
        ClusterProcess worker = cluster.Worker("a");
        await worker.Computes(TimeSpan.FromMilliseconds(200));

        worker.Send(Signal.Terminate);

        Outcome left = await worker.End();
        left.ExitCode.ShouldBe(0, left.ToString());
        Outcome outcome = await client.End();
        outcome.Sha256().ShouldBe(await TestJob.Elements.Sha256InProcess());
        outcome.Json().GetProperty("retries").GetInt64().ShouldBe(0);
        await cluster.Nodes(nodes => nodes is [{ Name: "b" }], "only b is left");
    }

    [Fact]
    public async Task A_seed_node_that_is_asked_to_end_does()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 0);

        cluster.Seed.Send(Signal.Terminate);

        (await cluster.Seed.End()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Status_tells_of_every_node_what_its_contract_says()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        (await cluster.RunJob(TestJob.Sum)).ExitCode.ShouldBe(0);

        NodeStatus[] nodes = await cluster.Nodes(
            all => all.All(node => node.ChunksDone > 0 && node.Busy == 0), "both have told of their chunks");

        nodes.Select(node => node.Name).Order().ShouldBe(["a", "b"]);
        foreach (NodeStatus node in nodes)
        {
            node.Json.EnumerateObject().Select(field => field.Name).ShouldBe(NodeStatus.Fields);
            node.Address.ShouldBe(await cluster.Worker(node.Name).ListeningAddress());
            node.Slots.ShouldBe(1);
            node.Jobs.ShouldBe(0);
            node.State.ShouldBe("up");
        }
    }
}
