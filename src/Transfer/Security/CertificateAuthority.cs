using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Security;

/// <summary>The authority of a cluster: it signs the certificates of the nodes, and nothing else.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const int AuthorityYears = 10;
    private const int NodeYears = 1;

    /// <summary>Clocks of machines differ; a certificate is used as soon as it is made.</summary>
    private static readonly TimeSpan s_clockSkew = TimeSpan.FromDays(1);

    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The authority's certificate, in PEM format.</summary>
    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Reads the authority of a folder, or makes one where the folder has none.</summary>
    /// <exception cref="ComputeException">Its files are damaged, expired, or cannot be written.</exception>
    public static CertificateAuthority LoadOrCreate(string folder, DateTimeOffset now)
    {
        string path = Path.Combine(folder, CertificateFiles.Authority);
        string keyPath = Path.Combine(folder, CertificateFiles.AuthorityKey);
        if (!File.Exists(path) && !File.Exists(keyPath)) return Create(path, keyPath, now);
        X509Certificate2 certificate = PemCertificate.LoadWithKey(path, keyPath);
        PemCertificate.CheckTime(certificate, path, now);
        return new CertificateAuthority(certificate);
    }

    /// <summary>Makes a certificate for a host: its PEM and the PEM of its private key.</summary>
    public (string Certificate, string Key) Issue(string host, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Name(host), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(KeyPurpose.Server), new Oid(KeyPurpose.Client)], critical: true));
        request.CertificateExtensions.Add(AlternativeNames(host));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        DateTimeOffset end = now.AddYears(NodeYears);
        if (end > _certificate.NotAfter) end = _certificate.NotAfter;
        DateTimeOffset start = now - s_clockSkew;
        if (start < _certificate.NotBefore) start = _certificate.NotBefore;
        using X509Certificate2 certificate = request.Create(
            _certificate, start, end, RandomNumberGenerator.GetBytes(16));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose() => _certificate.Dispose();

    private static CertificateAuthority Create(string path, string keyPath, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        // A name of its own, so that the authorities of two clusters are told apart in messages.
        string name = "ActorCompute cluster " + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var request = new CertificateRequest(Name(name), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        X509Certificate2 certificate =
            request.CreateSelfSigned(now - s_clockSkew, now.AddYears(AuthorityYears));
        CertificateFiles.WriteKey(keyPath, key.ExportPkcs8PrivateKeyPem());
        CertificateFiles.WriteCertificate(path, certificate.ExportCertificatePem());
        return new CertificateAuthority(certificate);
    }

    private static X500DistinguishedName Name(string commonName)
    {
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(commonName);
        return builder.Build();
    }

    /// <summary>The host, and the names by which a process of the host itself can dial it.</summary>
    private static X509Extension AlternativeNames(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out IPAddress? address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }
}
