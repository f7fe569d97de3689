using System.Security.Cryptography.X509Certificates;
using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Security;

/// <summary>
/// Makes the certificates of a cluster: an authority of the cluster's own (elliptic curve P-256, ten years),
/// and for each host a certificate that it signed (one year), good for dialing and for being dialed.
/// </summary>
/// <remarks>
/// The folder holds <c>authority.pem</c> and <c>authority.key</c>, and for each host a folder of its name
/// with <c>authority.pem</c>, <c>node.pem</c> and <c>node.key</c>: what <c>--certificates</c> expects on that
/// host. The folder <c>client</c> is for whoever only dials. Hosts that come and go, such as replicas of a
/// container, share the certificate of their domain: that of <c>*.cluster.example</c> is in the folder
/// <c>_.cluster.example</c>, and good for <c>any.cluster.example</c> (RFC 6125, section 6.4.3). The
/// authority's key is needed for making more certificates only, and belongs on no host.
/// </remarks>
public static class ClusterCertificates
{
    /// <summary>The folder for whoever only dials.</summary>
    public const string ClientFolder = "client";

    /// <summary>
    /// Certificates that end within this time are made anew along with those of the named hosts.
    /// </summary>
    private static readonly TimeSpan s_expiring = TimeSpan.FromDays(30);

    /// <summary>
    /// How the certificate of a domain begins, and its folder, as an asterisk would need quoting.
    /// </summary>
    private const string AnyHost = "*.", AnyHostFolder = "_.";

    /// <summary>
    /// Makes certificates for the hosts and for clients. An authority that is there is used again;
    /// certificates of other hosts in the folder stay, unless they end within 30 days.
    /// </summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <param name="hosts">
    /// Names or IP addresses by which the hosts are dialed, or <c>*.</c> and a domain of two names or more;
    /// may be none.
    /// </param>
    /// <param name="clock">The time; the system's where null.</param>
    /// <returns>The folders that were written, in order.</returns>
    /// <exception cref="ComputeException">
    /// A host is neither a name nor an address (<see cref="ErrorKind.InvalidArgument"/>), or files cannot be
    /// read or written (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public static IReadOnlyList<string> Create(
        string folder, IReadOnlyList<string> hosts, TimeProvider? clock = null)
    {
        var named = hosts.Select(CheckedHost).Distinct(StringComparer.Ordinal).ToList();
        DateTimeOffset now = (clock ?? TimeProvider.System).GetUtcNow();
        CertificateFiles.MakeFolder(folder);
        using CertificateAuthority authority = CertificateAuthority.LoadOrCreate(folder, now);
        var written = new List<string>();
        foreach (string host in named.Union([ClientFolder]).Union(HostsIn(folder)))
        {
            string hostFolder = Path.Combine(folder, FolderOf(host));
            if (!named.Contains(host) && IsGood(hostFolder, now)) continue;
            Write(hostFolder, authority, authority.Issue(host, now));
            written.Add(hostFolder);
        }

        return written;
    }

    /// <summary>True where a folder has the authority of a cluster.</summary>
    public static bool IsThere(string folder) =>
        File.Exists(Path.Combine(folder, CertificateFiles.AuthorityKey));

    private static string CheckedHost(string host)
    {
        string bare = host.Trim().TrimStart('[').TrimEnd(']');
        if (IsDomain(bare)) return bare;
        if (Uri.CheckHostName(bare) is UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6
            && !bare.StartsWith('.'))
        {
            return bare;
        }

        throw new ComputeException(
            ErrorKind.InvalidArgument,
            $"'{host}' is not a host: give names or IP addresses without a port, separated by commas");
    }

    // Of a domain of one name, no implementation of TLS takes an asterisk.
    private static bool IsDomain(string host) =>
        host.StartsWith(AnyHost, StringComparison.Ordinal)
        && Uri.CheckHostName(host[AnyHost.Length..]) == UriHostNameType.Dns
        && host.AsSpan(AnyHost.Length).Trim('.').Contains('.');

    private static string FolderOf(string host) => host.StartsWith(AnyHost, StringComparison.Ordinal)
        ? AnyHostFolder + host[AnyHost.Length..]
        : host;

    private static string HostOf(string folder) => folder.StartsWith(AnyHostFolder, StringComparison.Ordinal)
        ? AnyHost + folder[AnyHostFolder.Length..]
        : folder;

    private static IEnumerable<string> HostsIn(string folder) => Directory.EnumerateDirectories(folder)
        .Where(host => File.Exists(Path.Combine(host, CertificateFiles.Node)))
        .Select(host => HostOf(Path.GetFileName(host)))
        .Order(StringComparer.Ordinal);

    private static bool IsGood(string hostFolder, DateTimeOffset now)
    {
        string path = Path.Combine(hostFolder, CertificateFiles.Node);
        if (!File.Exists(path)) return false;
        using X509Certificate2 certificate = PemCertificate.Load(path);
        return certificate.NotAfter > now + s_expiring;
    }

    private static void Write(
        string hostFolder, CertificateAuthority authority, (string Certificate, string Key) node)
    {
        string At(string file) => Path.Combine(hostFolder, file);
        CertificateFiles.MakeFolder(hostFolder);
        CertificateFiles.WriteCertificate(At(CertificateFiles.Authority), authority.Pem);
        CertificateFiles.WriteKey(At(CertificateFiles.NodeKey), node.Key);
        CertificateFiles.WriteCertificate(At(CertificateFiles.Node), node.Certificate);
    }
}
