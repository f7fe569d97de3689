using System.Buffers.Binary;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// A hash in the manner of FNV-1a, eight bytes at a time: fast enough for some hundred kilobytes, and the
/// same on every machine.
/// </summary>
internal struct HashOfBytes()
{
    /// <summary>The hash of what was added.</summary>
    public ulong Value { get; private set; } = 0xCBF29CE484222325;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Value ^ (ulong)bytes.Length;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte one in bytes) hash = Mix(hash, one);
        Value = hash;
    }

    private static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * 0x100000001B3;
        return hash ^ (hash >> 29);
    }
}
