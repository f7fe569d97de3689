using System.Buffers.Binary;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Processes.Values;

/// <summary>
/// Reads what a <see cref="ValueWriter"/> wrote, and trusts none of it: whatever is malformed is a
/// <see cref="WireException"/>, and nothing is allocated that the bytes which are left cannot fill.
/// </summary>
/// <param name="bytes">The values.</param>
internal ref struct ValueReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>How deep values may be within values.</summary>
    public const int MaxDepth = 64;

    private ReadOnlySpan<byte> _left = bytes;
    private int _depth;

    /// <summary>How many bytes are left.</summary>
    public readonly int Left => _left.Length;

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>True or false, and nothing else.</summary>
    public bool ReadFlag() => Take(1)[0] switch
    {
        0 => false,
        1 => true,
        byte other => throw new WireException($"{other} is neither true nor false in the values of a call"),
    };

    /// <summary>How many values follow, each of which takes at least so many bytes; null for -1.</summary>
    public int? ReadCount(int leastBytes)
    {
        int count = ReadInt32();
        if (count == -1) return null;
        if (count >= 0 && count <= Left / leastBytes) return count;
        throw new WireException($"{count} values do not fit in the {Left} bytes that are left of a call");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Left)
        {
            throw new WireException($"{count} bytes were to follow in a call, and {Left} are left");
        }

        ReadOnlySpan<byte> next = _left[..count];
        _left = _left[count..];
        return next;
    }

    public void Enter()
    {
        if (_depth++ < MaxDepth) return;
        throw new WireException($"values of a call are over {MaxDepth} levels deep");
    }

    public void Leave() => _depth--;

    /// <summary>Throws unless all was read.</summary>
    public readonly void End()
    {
        if (Left > 0) throw new WireException($"{Left} bytes follow the last value of a call");
    }
}
