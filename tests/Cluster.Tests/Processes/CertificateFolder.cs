using ActorCompute.Transfer.Security;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>The certificates of a cluster, as <c>actorcompute certificates create</c> makes them.</summary>
internal sealed class CertificateFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorcompute-test-").FullName;

    private CertificateFolder()
    {
    }

    /// <summary>Makes an authority and certificates for hosts.</summary>
    public static async Task<CertificateFolder> Create(params string[] hosts)
    {
        var made = new CertificateFolder();
        string[] arguments = ["certificates", "create", made._folder, "--hosts", string.Join(',', hosts)];
        await using ClusterProcess process = ClusterProcess.Start(
            "certificates", Place.Loopback, Programs.CommandLine, arguments);
        Outcome outcome = await process.End();
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return made;
    }

    /// <summary>The folder of a client.</summary>
    public string ClientFolder => Path.Combine(_folder, ClusterCertificates.ClientFolder);

    /// <summary>The options of a node on a host.</summary>
    public string[] Of(string host) => ["--certificates", Path.Combine(_folder, host)];

    /// <summary>The options of a client.</summary>
    public string[] OfClient() => ["--certificates", ClientFolder];

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
