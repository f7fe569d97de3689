using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ActorCompute.Transfer.Security;

/// <summary>Judges the certificate of the other end, and says what is wrong with it.</summary>
/// <param name="doubt">Told why a certificate is not trusted.</param>
internal sealed class PeerCertificate(Action<string> doubt)
{
    /// <summary>The callback of TLS: true where the certificate is trusted.</summary>
    public bool IsTrusted(
        object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return true;
        doubt(Reason(certificate as X509Certificate2, chain, errors));
        return false;
    }

    private static string Reason(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null) return "it shows no certificate";
        X509ChainStatusFlags flags = chain?.ChainStatus.Aggregate(
            X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? default;
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return $"its certificate is valid from {PemCertificate.Time(certificate.NotBefore)} to "
                + $"{PemCertificate.Time(certificate.NotAfter)} only";
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            return "its certificate is not signed by this cluster's authority";
        }

        return $"its certificate is for {Names(certificate)}, and not for the host that was dialed";
    }

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        IEnumerable<string> hosts = names.SelectMany(name => name.EnumerateDnsNames());
        IEnumerable<string> addresses = names
            .SelectMany(name => name.EnumerateIPAddresses())
            .Select(address => address.ToString());
        return string.Join(", ", hosts.Concat(addresses));
    }
}
