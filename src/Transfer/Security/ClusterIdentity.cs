using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Security;

/// <summary>
/// Who a process is to the others of its cluster, and whom it trusts: its certificate and key, and the
/// cluster's authority. Both ends of a connection show a certificate that the authority signed (mutual TLS
/// 1.3 or 1.2); no other authority counts, the machine's own included. Immutable, thread safe; lives as long
/// as the process.
/// </summary>
public sealed class ClusterIdentity
{
    private const SslProtocols Protocols = SslProtocols.Tls13 | SslProtocols.Tls12;

    private readonly X509Certificate2 _authority;
    private readonly X509Certificate2 _node;
    private readonly SslStreamCertificateContext _certificate;

    private ClusterIdentity(string folder, X509Certificate2 authority, X509Certificate2 node)
    {
        Folder = folder;
        _authority = authority;
        _node = node;
        _certificate = SslStreamCertificateContext.Create(node, additionalCertificates: null, offline: true);
    }

    /// <summary>The folder that it was read from, for messages.</summary>
    public string Folder { get; }

    /// <summary>Reads a host's folder as <see cref="ClusterCertificates.Create"/> makes them.</summary>
    /// <param name="folder">With <c>authority.pem</c>, <c>node.pem</c> and <c>node.key</c>.</param>
    /// <param name="clock">The time; the system's where null.</param>
    /// <exception cref="ComputeException">
    /// The folder or a file is missing, damaged, expired, not valid yet, or signed by another authority; the
    /// key does not belong to the certificate (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public static ClusterIdentity Load(string folder, TimeProvider? clock = null)
    {
        if (!Directory.Exists(folder))
        {
            throw new ComputeException(
                ErrorKind.InvalidFile,
                $"there is no folder {folder} with certificates: make them with "
                + $"'actorcompute certificates create {folder} --hosts ...'");
        }

        string authorityPath = Path.Combine(folder, CertificateFiles.Authority);
        string nodePath = Path.Combine(folder, CertificateFiles.Node);
        X509Certificate2 authority = PemCertificate.Load(authorityPath);
        X509Certificate2 node = PemCertificate.LoadWithKey(
            nodePath, Path.Combine(folder, CertificateFiles.NodeKey));
        DateTimeOffset now = (clock ?? TimeProvider.System).GetUtcNow();
        PemCertificate.CheckTime(authority, authorityPath, now);
        PemCertificate.CheckTime(node, nodePath, now);
        CheckSignature(authority, node, nodePath, now);
        return new ClusterIdentity(folder, authority, node);
    }

    /// <summary>Sees to it that others, who dial a host, will find it named in the certificate.</summary>
    /// <param name="host">A host name or an IP address, as others dial it.</param>
    /// <exception cref="ComputeException">They will not (<see cref="ErrorKind.InvalidFile"/>).</exception>
    public void CheckNames(string host)
    {
        if (_node.MatchesHostname(host)) return;
        throw new ComputeException(
            ErrorKind.InvalidFile,
            $"the certificate in {Folder} is not for {host}, where others dial this node: make one with "
            + $"'actorcompute certificates create DIR --hosts {host}'");
    }

    /// <summary>What the dialed side of a connection asks for.</summary>
    /// <param name="doubt">
    /// Told what is wrong with the dialer's certificate, before the handshake fails.
    /// </param>
    internal SslServerAuthenticationOptions ServerOptions(Action<string> doubt) => new()
    {
        ServerCertificateContext = _certificate,
        ClientCertificateRequired = true,
        EnabledSslProtocols = Protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = TrustPolicy(_authority, KeyPurpose.Client),
        RemoteCertificateValidationCallback = new PeerCertificate(doubt).IsTrusted,
        // Connections are few and stay; a resumed session would skip the look at the certificate.
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    /// <summary>
    /// What the dialing side asks for: the certificate has to name the host that was dialed.
    /// </summary>
    /// <param name="host">The host name or address that was dialed.</param>
    /// <param name="doubt">Told what is wrong with the dialed node's certificate.</param>
    internal SslClientAuthenticationOptions ClientOptions(string host, Action<string> doubt) => new()
    {
        TargetHost = host,
        ClientCertificateContext = _certificate,
        EnabledSslProtocols = Protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = TrustPolicy(_authority, KeyPurpose.Server),
        RemoteCertificateValidationCallback = new PeerCertificate(doubt).IsTrusted,
        AllowTlsResume = false,
        AllowRenegotiation = false,
    };

    private static X509ChainPolicy TrustPolicy(X509Certificate2 authority, string purpose)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority);
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(purpose));
        return policy;
    }

    private static void CheckSignature(
        X509Certificate2 authority, X509Certificate2 node, string nodePath, DateTimeOffset now)
    {
        using var chain = new X509Chain { ChainPolicy = TrustPolicy(authority, KeyPurpose.Client) };
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        if (chain.Build(node)) return;
        throw new ComputeException(
            ErrorKind.InvalidFile,
            $"the certificate {nodePath} is not signed by the authority beside it: "
            + "copy all files of the folder from one 'actorcompute certificates create'");
    }
}
