using System.Diagnostics;
using System.Text.Json;
using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>Nodes that come and go of their own accord.</summary>
public sealed class MembershipTests(ITestOutputHelper output)
{
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
    public async Task A_worker_that_sleeps_until_the_cluster_has_given_it_up_is_back_when_it_wakes()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 3);
        cluster.Worker("a").Send(Signal.Stop);
        var asleep = Stopwatch.StartNew();
        await cluster.Nodes(nodes => nodes.Length == 2, "the cluster has noticed");
        await Eventually.Holds(() => asleep.Elapsed > TestEngine.LongestSleep, "it sleeps for longer");

        cluster.Worker("a").Send(Signal.Continue);

        await cluster.Nodes(nodes => nodes.Length == 3 && nodes.All(node => node.IsUp), "it is back");
        await Eventually.Becomes(NodesOfAJob, nodes => nodes == 3, "it takes part in a job");

        async Task<int> NodesOfAJob()
        {
            Outcome outcome = await cluster.RunJob(TestJob.Sum);
            outcome.Sha256().ShouldBe(await TestJob.Sum.Sha256InProcess());
            return outcome.Json().GetProperty("nodes").GetInt32();
        }
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
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine, workers: 1);
        (await cluster.RunJob(TestJob.Small)).ExitCode.ShouldBe(0);
        await cluster.Nodes(nodes => nodes is [{ Jobs: 0 }], "the node has told that it is done");

        Outcome outcome = await cluster.StartClient("status", "--json").End();

        JsonElement node = outcome.Json().GetProperty("nodes").EnumerateArray().ShouldHaveSingleItem();
        node.EnumerateObject().Select(field => field.Name).ShouldBe(
        [
            "name", "id", "address", "slots", "busy", "memory", "memory_in_use", "version", "jobs",
            "chunks_done", "bytes_moved", "state", .. TestEngine.HasView ? new[] { "view" } : [],
        ]);
        node.GetProperty("name").GetString().ShouldBe("a");
        node.GetProperty("address").GetString().ShouldBe(await cluster.Worker("a").ListeningAddress());
        node.GetProperty("slots").GetInt32().ShouldBe(1);
        node.GetProperty("busy").GetInt32().ShouldBe(0);
        node.GetProperty("state").GetString().ShouldBe("up");
    }
}
