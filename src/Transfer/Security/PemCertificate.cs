using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Security;

/// <summary>
/// Reads certificates and keys from PEM files; each mistake is one sentence that names the file.
/// </summary>
internal static class PemCertificate
{
    /// <summary>Reads a certificate without a key.</summary>
    /// <exception cref="ComputeException">The file is missing, or holds no certificate.</exception>
    public static X509Certificate2 Load(string path)
    {
        string pem = CertificateFiles.Read(path);
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            throw new ComputeException(ErrorKind.InvalidFile, $"{path} is not a certificate in PEM format");
        }
    }

    /// <summary>Reads a certificate with its private key.</summary>
    /// <exception cref="ComputeException">
    /// A file is missing or of another format, or the key is not the certificate's.
    /// </exception>
    public static X509Certificate2 LoadWithKey(string path, string keyPath)
    {
        using X509Certificate2 certificate = Load(path);
        string pem = CertificateFiles.Read(keyPath);
        using ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile, $"{keyPath} is not an elliptic curve private key in PEM format");
        }

        try
        {
            using X509Certificate2 paired = certificate.CopyWithPrivateKey(key);
            // Windows' TLS cannot use a key that lives in memory only; a round trip by PKCS 12 gives it a
            // home.
            return X509CertificateLoader.LoadPkcs12(paired.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile, $"the key {keyPath} does not belong to the certificate {path}");
        }
    }

    /// <summary>Sees to it that a certificate is valid at a time.</summary>
    /// <exception cref="ComputeException">It has expired, or is not valid yet.</exception>
    public static void CheckTime(X509Certificate2 certificate, string path, DateTimeOffset now)
    {
        if (now > certificate.NotAfter)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile,
                $"the certificate {path} expired on {Time(certificate.NotAfter)}: "
                + "make a new one with 'actorcompute certificates create DIR --hosts ...'");
        }

        if (now < certificate.NotBefore)
        {
            throw new ComputeException(
                ErrorKind.InvalidFile,
                $"the certificate {path} is valid from {Time(certificate.NotBefore)} only: "
                + "check this machine's clock");
        }
    }

    /// <summary>The time of a certificate, for people.</summary>
    public static string Time(DateTime time) => $"{time.ToUniversalTime():yyyy-MM-dd HH:mm} UTC";
}
