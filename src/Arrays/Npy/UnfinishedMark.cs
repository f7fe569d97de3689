using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// The mark at the end of a .npy file that several processes write to and that is not finished: a random
/// token, by which they know that it is the very same file and no other. It lies on pages of its own, since
/// a machine that has read a page of a network file system may write it back whole, with elements of others.
/// </summary>
internal static class UnfinishedMark
{
    /// <summary>The length of the mark.</summary>
    public const int Bytes = 32;

    // As large as pages are anywhere.
    private const long PageBytes = 1 << 16;

    private static ReadOnlySpan<byte> Magic => "ActorCompute.npy"u8;

    /// <summary>A token that nobody else has.</summary>
    public static UInt128 NewToken() =>
        BinaryPrimitives.ReadUInt128LittleEndian(RandomNumberGenerator.GetBytes(16));

    /// <summary>Where the mark is in a file whose elements end at an offset.</summary>
    public static long Offset(long end) => (end + PageBytes - 1) / PageBytes * PageBytes;

    /// <summary>The mark.</summary>
    public static byte[] Of(UInt128 token)
    {
        byte[] mark = new byte[Bytes];
        Magic.CopyTo(mark);
        BinaryPrimitives.WriteUInt128LittleEndian(mark.AsSpan(Magic.Length), token);
        return mark;
    }
}
