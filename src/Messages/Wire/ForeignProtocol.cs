namespace ActorCompute.Messages.Wire;

/// <summary>Says what somebody speaks who does not speak this protocol.</summary>
internal static class ForeignProtocol
{
    private static readonly byte[][] s_httpMethods =
    [
        [.. "GET "u8], [.. "POST"u8], [.. "HEAD"u8], [.. "PUT "u8], [.. "OPTI"u8], [.. "CONN"u8],
        [.. "DELE"u8], [.. "PATC"u8], [.. "TRAC"u8], [.. "PRI "u8], [.. "HTTP"u8],
    ];

    /// <summary>One sentence about the first bytes of a connection that begin no frame.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        foreach (byte[] method in s_httpMethods)
        {
            if (!bytes.StartsWith(method)) continue;
            return "the peer speaks HTTP, and this port does not: use the actorcompute command";
        }

        return bytes.StartsWith((ReadOnlySpan<byte>)[0x16, 0x03])
            ? "the peer speaks TLS, and this port is in the clear: leave the certificates out, "
                + "or start this node with them"
            : "the peer does not speak ActorCompute's protocol: its first bytes are "
                + Convert.ToHexString(bytes[..Math.Min(bytes.Length, sizeof(uint))]);
    }
}
