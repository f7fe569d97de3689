using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>A network that is cut without a word: neither end hears of a closed connection.</summary>
public sealed class SilentNetworkTests(ITestOutputHelper output)
{
    [NetworkNamespaceFact]
    public async Task A_worker_whose_network_is_cut_loses_its_chunks_and_is_back_when_it_is_mended()
    {
        using NetworkNamespace network = NetworkNamespace.Create();
        using CertificateFolder certificates = await CertificateFolder.Create(
            network.Here.Host, network.There.Host);
        await using TestCluster cluster = await TestCluster.Start(
            output.WriteLine, workers: 1, network.Here, certificates);
        ClusterProcess far = await cluster.StartWorker("far", network.There);
        await cluster.Nodes(nodes => nodes.Length == 2, "both nodes are up");
        ClusterProcess client = cluster.StartJob(TestJob.Elements, "--no-shared-memory");
        await far.Computes(TimeSpan.FromMilliseconds(200));

        network.Cut();

        Outcome outcome = await client.End();
        outcome.Sha256().ShouldBe(await TestJob.Elements.Sha256InProcess());
        outcome.Json().GetProperty("retries").GetInt64().ShouldBePositive();

        network.Mend();
        await cluster.Nodes(
            nodes => nodes.Length == 2 && nodes.All(node => node.IsUp), "far is back");
        Outcome next = await cluster.RunJob(TestJob.Sum);
        next.Sha256().ShouldBe(await TestJob.Sum.Sha256InProcess());
        next.Json().GetProperty("nodes").GetInt32().ShouldBe(2);
    }
}
