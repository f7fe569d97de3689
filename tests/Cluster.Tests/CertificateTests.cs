using ActorCompute.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace ActorCompute.Cluster.Tests;

/// <summary>Who is let in where certificates are asked for.</summary>
public sealed class CertificateTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Only_those_with_a_certificate_of_the_cluster_are_let_in()
    {
        using CertificateFolder ours = await CertificateFolder.Create(Place.Loopback.Host);
        using CertificateFolder foreign = await CertificateFolder.Create(Place.Loopback.Host);
        await using TestCluster cluster = await TestCluster.Start(
            output.WriteLine, workers: 1, certificates: ours);

        (await cluster.RunJob(TestJob.Small)).Sha256().ShouldBe(await TestJob.Small.Sha256InProcess());
        (await Refused(cluster, [])).ShouldContain("--certificates");
        (await Refused(cluster, foreign.OfClient())).ShouldContain("authority");
    }

    private static async Task<string> Refused(TestCluster cluster, string[] certificates)
    {
        Outcome outcome = await cluster.Run(
            "status", Programs.CommandLine, [
                "status", "--cluster", cluster.Address, .. TestEngine.Options, .. certificates,
            ]).End();
        outcome.ExitCode.ShouldBe(2, outcome.ToString());
        return outcome.ErrorLine();
    }
}
