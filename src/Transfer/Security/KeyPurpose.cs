namespace ActorCompute.Transfer.Security;

/// <summary>
/// What a certificate's key may be used for: the extended key usages of RFC 5280, section 4.2.1.12.
/// </summary>
internal static class KeyPurpose
{
    /// <summary>To be dialed.</summary>
    public const string Server = "1.3.6.1.5.5.7.3.1";

    /// <summary>To dial.</summary>
    public const string Client = "1.3.6.1.5.5.7.3.2";
}
