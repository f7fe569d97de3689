using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>What a client that is gone leaves behind: nothing.</summary>
public sealed class ClientDeathTests(ITestOutputHelper output)
{
    private static readonly TimeSpan _release = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Workers_forget_a_client_that_is_killed_with_its_memory()
    {
        string[] sharedBefore = SharedMemoryFiles();
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        ClusterProcess client = cluster.StartJob(TestJob.Elements);
        await cluster.Worker("a").Computes(TimeSpan.FromMilliseconds(200));

        await client.Kill();

        await cluster.Nodes(
            nodes => nodes.Length == 2 && nodes.All(node => node is { Jobs: 0, Busy: 0, MemoryInUse: 0 }),
            "no node works for the dead client",
            _release);
        (await cluster.RunJob(TestJob.Small)).Sha256().ShouldBe(await TestJob.Small.Sha256InProcess());
        SharedMemoryFiles().ShouldBe(sharedBefore);
    }

    [Fact]
    public async Task Nothing_stays_in_shared_memory_when_everyone_is_killed()
    {
        string[] before = SharedMemoryFiles();
        await using TestCluster cluster = await TestCluster.Start(output.WriteLine);
        ClusterProcess client = cluster.StartJob(TestJob.Elements);
        await cluster.Worker("a").Computes(TimeSpan.FromMilliseconds(200));

        await Task.WhenAll(
            client.Kill(), cluster.Seed.Kill(), cluster.Worker("a").Kill(), cluster.Worker("b").Kill());

        SharedMemoryFiles().ShouldBe(before);
    }

    private static string[] SharedMemoryFiles() =>
        [.. Directory.GetFiles("/dev/shm").Where(file => file.Contains("actorcompute")).Order()];
}
