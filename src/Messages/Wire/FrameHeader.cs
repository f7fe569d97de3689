using System.Buffers.Binary;
using static ActorCompute.Messages.ConnectionProtocol;

namespace ActorCompute.Messages.Wire;

/// <summary>
/// The first 20 bytes of every frame, little-endian: magic (4), version (2), tag (2), length of the header
/// (4), length of the payload (8). The message's fields follow, and then the payload.
/// </summary>
/// <param name="Version">The version of the wire in which the fields are written.</param>
/// <param name="Tag">Which message it is.</param>
/// <param name="HeaderLength">The bytes of the message's fields.</param>
/// <param name="PayloadLength">The bytes of the payload.</param>
public readonly record struct FrameHeader(ushort Version, ushort Tag, int HeaderLength, long PayloadLength)
{
    /// <summary>The bytes of a frame header.</summary>
    public const int Size = 20;

    private const int VersionPlace = 4;
    private const int TagPlace = 6;
    private const int HeaderLengthPlace = 8;
    private const int PayloadLengthPlace = 12;

    // The first byte begins neither a text nor a TLS record, the others are for people: "ACW".
    private static ReadOnlySpan<byte> Magic => [0x8A, 0x41, 0x43, 0x57];

    /// <summary>
    /// Reads a frame header. False, with a reason in one sentence, where the bytes are not one, its version
    /// is not spoken here, or it claims more bytes than the limits allow; the connection is of no use then.
    /// </summary>
    /// <param name="bytes">
    /// The header. Fewer bytes are refused as cut off, but four are enough to recognize another protocol.
    /// </param>
    /// <param name="limits">What a frame may claim.</param>
    /// <param name="header">What was read; default where false is returned.</param>
    /// <param name="reason">Why not; empty where true is returned.</param>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes, in FrameLimits limits, out FrameHeader header, out string reason)
    {
        header = default;
        int seen = Math.Min(bytes.Length, Magic.Length);
        if (!bytes[..seen].SequenceEqual(Magic[..seen]))
        {
            reason = ForeignProtocol.Describe(bytes);
            return false;
        }

        if (bytes.Length < Size)
        {
            reason = $"the frame header ends after {bytes.Length} of its {Size} bytes";
            return false;
        }

        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[VersionPlace..]);
        ushort tag = BinaryPrimitives.ReadUInt16LittleEndian(bytes[TagPlace..]);
        uint headerLength = BinaryPrimitives.ReadUInt32LittleEndian(bytes[HeaderLengthPlace..]);
        ulong payloadLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes[PayloadLengthPlace..]);
        reason = WhyNot(version, tag, headerLength, payloadLength, limits);
        if (reason.Length > 0) return false;
        header = new FrameHeader(version, tag, (int)headerLength, (long)payloadLength);
        return true;
    }

    /// <summary>Writes the header to the first <see cref="Size"/> bytes of the target.</summary>
    public void Write(Span<byte> target)
    {
        Magic.CopyTo(target);
        BinaryPrimitives.WriteUInt16LittleEndian(target[VersionPlace..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(target[TagPlace..], Tag);
        BinaryPrimitives.WriteUInt32LittleEndian(target[HeaderLengthPlace..], (uint)HeaderLength);
        BinaryPrimitives.WriteUInt64LittleEndian(target[PayloadLengthPlace..], (ulong)PayloadLength);
    }

    private static string WhyNot(
        ushort version, ushort tag, uint headerLength, ulong payloadLength, in FrameLimits limits)
    {
        bool isSpoken = version is >= OldestVersion and <= NewestVersion;
        if (!isSpoken && !MessageTable.IsOfAllVersions(tag))
        {
            return $"the frame is of version {version} of the protocol, and versions {OldestVersion} to "
                + $"{NewestVersion} are spoken here";
        }

        if (headerLength > (uint)limits.MaxHeaderBytes)
        {
            return $"the frame claims a header of {headerLength} bytes, over the limit of "
                + $"{limits.MaxHeaderBytes}";
        }

        return payloadLength > (ulong)limits.MaxPayloadBytes
            ? $"the frame claims a payload of {payloadLength} bytes, over the limit of "
                + $"{limits.MaxPayloadBytes}"
            : "";
    }
}
