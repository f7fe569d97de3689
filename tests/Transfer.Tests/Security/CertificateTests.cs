using ActorCompute.Arrays;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Tests.Security;

public class CertificateTests
{
    [Fact]
    public void A_folder_for_each_host_and_for_clients_is_made_and_can_be_loaded()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["worker-1", "10.0.0.2", "::1"])
            .Select(path => Path.GetFileName(path)!).ShouldBe(["worker-1", "10.0.0.2", "::1", "client"]);
        foreach (string host in (string[])["worker-1", "10.0.0.2", "::1", "client"])
        {
            ClusterIdentity.Load(Path.Combine(folder["c"], host)).Folder.ShouldEndWith(host);
        }
    }

    [Fact]
    public void Keys_are_readable_by_their_owner_only()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a"]);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.GetUnixFileMode(folder["c/authority.key"]).ShouldBe(Owner);
        File.GetUnixFileMode(folder["c/a/node.key"]).ShouldBe(Owner);
        File.GetUnixFileMode(folder["c/a"]).ShouldBe(Owner | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Hosts_can_be_added_later_by_the_same_authority()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a"]);
        string authority = File.ReadAllText(folder["c/authority.pem"]);
        string first = File.ReadAllText(folder["c/a/node.pem"]);
        ClusterCertificates.Create(folder["c"], ["b"]).ShouldBe([folder["c/b"]]);
        File.ReadAllText(folder["c/b/authority.pem"]).ShouldBe(authority);
        File.ReadAllText(folder["c/a/node.pem"]).ShouldBe(first);
    }

    [Fact]
    public void Certificates_that_end_soon_are_made_anew()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a"], ClockAt(days: -350));
        ClusterCertificates.Create(folder["c"], []).ShouldBe([folder["c/client"], folder["c/a"]]);
    }

    [Fact]
    public void The_certificate_of_a_domain_is_in_a_folder_without_an_asterisk_and_made_anew_like_any_other()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["*.cluster.example"], ClockAt(days: -350))
            .ShouldBe([folder["c/_.cluster.example"], folder["c/client"]]);
        ClusterCertificates.Create(folder["c"], []).ShouldContain(folder["c/_.cluster.example"]);
        ClusterIdentity.Load(folder["c/_.cluster.example"]);
    }

    [Theory]
    [InlineData("a:80")]
    [InlineData("a.*.example")]
    [InlineData("*.example.")]
    [InlineData("../a")]
    [InlineData("")]
    [InlineData("*.example")]
    public void What_is_no_host_is_refused(string host)
    {
        using var folder = new TemporaryFolder();
        Should.Throw<ComputeException>(() => ClusterCertificates.Create(folder["c"], [host]))
            .Message.ShouldStartWith($"'{host}' is not a host");
    }

    [Fact]
    public void A_missing_folder_says_how_to_make_it()
    {
        using var folder = new TemporaryFolder();
        Mistake(folder["none"])
            .ShouldContain($"'actorcompute certificates create {folder["none"]} --hosts ...'");
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a"]);
        Mistake(folder["c"]).ShouldStartWith($"{folder["c/node.pem"]} is missing");
        File.Delete(folder["c/a/node.key"]);
        Mistake(folder["c/a"]).ShouldStartWith($"{folder["c/a/node.key"]} is missing");
    }

    [Fact]
    public void A_file_that_is_not_PEM_is_named()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a"]);
        string key = File.ReadAllText(folder["c/a/node.key"]);
        File.WriteAllText(folder["c/a/node.key"], "nonsense");
        Mistake(folder["c/a"]).ShouldBe(
            $"{folder["c/a/node.key"]} is not an elliptic curve private key in PEM format");
        File.WriteAllText(folder["c/a/node.key"], key);
        File.WriteAllText(
            folder["c/a/node.pem"], "-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----");
        Mistake(folder["c/a"]).ShouldBe($"{folder["c/a/node.pem"]} is not a certificate in PEM format");
    }

    [Fact]
    public void A_key_of_another_certificate_is_refused()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a", "b"]);
        File.Copy(folder["c/b/node.key"], folder["c/a/node.key"], overwrite: true);
        Mistake(folder["c/a"]).ShouldContain("does not belong to the certificate");
    }

    [Fact]
    public void A_certificate_of_another_authority_is_refused()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a"]);
        ClusterCertificates.Create(folder["d"], ["a"]);
        File.Copy(folder["d/authority.pem"], folder["c/a/authority.pem"], overwrite: true);
        Mistake(folder["c/a"]).ShouldContain("is not signed by the authority beside it");
    }

    [Fact]
    public void A_certificate_that_does_not_name_the_host_that_others_dial_is_refused()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["c"], ["a.example", "10.1.2.3", "*.nodes.example"]);

        ClusterIdentity.Load(folder["c/a.example"]).CheckNames("a.example");
        ClusterIdentity.Load(folder["c/10.1.2.3"]).CheckNames("10.1.2.3");
        ClusterIdentity.Load(folder["c/_.nodes.example"]).CheckNames("n7.nodes.example");
        ComputeException mistake = Should.Throw<ComputeException>(
            () => ClusterIdentity.Load(folder["c/a.example"]).CheckNames("10.1.2.3"));
        mistake.Message.ShouldBe(
            $"the certificate in {folder["c/a.example"]} is not for 10.1.2.3, where others dial this node: "
            + "make one with 'actorcompute certificates create DIR --hosts 10.1.2.3'");
    }

    [Fact]
    public void An_expired_certificate_and_one_of_the_future_are_refused_with_their_time()
    {
        using var folder = new TemporaryFolder();
        ClusterCertificates.Create(folder["old"], ["a"], ClockAt(days: -400));
        Mistake(folder["old/a"]).ShouldContain("expired on ");
        ClusterCertificates.Create(folder["new"], ["a"], ClockAt(days: 10));
        Mistake(folder["new/a"]).ShouldContain("check this machine's clock");
    }

    internal static TimeProvider ClockAt(int days) => new ShiftedClock(TimeSpan.FromDays(days));

    private static string Mistake(string folder)
    {
        ComputeException mistake = Should.Throw<ComputeException>(() => ClusterIdentity.Load(folder));
        mistake.Kind.ShouldBe(ErrorKind.InvalidFile);
        return mistake.Message;
    }

    private sealed class ShiftedClock(TimeSpan shift) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
    }
}
