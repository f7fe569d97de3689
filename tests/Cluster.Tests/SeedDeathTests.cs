using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>The seed node holds no job: without it, only newcomers are lost.</summary>
public sealed class SeedDeathTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Jobs_go_on_without_the_seed_node_and_newcomers_come_in_when_it_is_back()
    {
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        ClusterProcess client = cluster.StartJob(TestJob.Sum);
        await cluster.Worker("a").Computes(TimeSpan.FromMilliseconds(200));

        await cluster.Seed.Kill();

        Outcome newcomer = await cluster.RunJob(TestJob.Small);
        newcomer.ExitCode.ShouldBe(2, newcomer.ToString());
        newcomer.Output.ShouldContain(cluster.Address);
        (await client.End()).Sha256().ShouldBe(await TestJob.Sum.Sha256InProcess());

        await cluster.StartSeed();

        await cluster.Nodes(nodes => nodes.Length == 2, "both nodes find the seed node again");
        (await cluster.RunJob(TestJob.Small)).Sha256().ShouldBe(await TestJob.Small.Sha256InProcess());
    }
}
