using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ActorCompute.Messages.Wire;

/// <summary>Reads a value as it travels.</summary>
internal delegate T WireRead<out T>(ref WireReader reader);

/// <summary>
/// Reads the fields that a <see cref="WireWriter"/> wrote, and trusts none of them: whatever is malformed is
/// a <see cref="WireException"/>, and nothing is allocated that the bytes which are left cannot fill.
/// </summary>
/// <param name="bytes">The fields.</param>
/// <param name="message">What errors call the message.</param>
internal ref struct WireReader(ReadOnlySpan<byte> bytes, string message)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly string _message = message;
    private int _position;

    private readonly int Left => _bytes.Length - _position;

    public byte ReadByte() => Next(sizeof(byte))[0];

    public bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        byte other => throw Malformed($"{other} is neither true nor false"),
    };

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(sizeof(uint)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Next(sizeof(long)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Next(sizeof(ulong)));

    /// <summary>An int32 that counts something, or is a place among things: not negative.</summary>
    public int ReadCount32()
    {
        int count = ReadInt32();
        return count >= 0 ? count : throw Malformed($"{count} is negative");
    }

    /// <summary>An int64 that counts something, or is a place among things: not negative.</summary>
    public long ReadCount64()
    {
        long count = ReadInt64();
        return count >= 0 ? count : throw Malformed($"{count} is negative");
    }

    /// <summary>An enum that travels as a byte.</summary>
    public readonly T Defined<T>(T value)
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw Malformed($"{value:D} is no {typeof(T).Name}");

    /// <summary>A name or a sentence.</summary>
    public string ReadText()
    {
        ReadOnlySpan<byte> text = Next(ReadUInt16());
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw Malformed("a text is not UTF-8");
    }

    public T? ReadOptional<T>(WireRead<T> read)
        where T : struct =>
        ReadBoolean() ? read(ref this) : null;

    /// <summary>A list of values, each of which takes at least so many bytes.</summary>
    public T[] ReadList<T>(int leastBytes, WireRead<T> read)
    {
        T[] values = new T[ReadCount(leastBytes)];
        for (int place = 0; place < values.Length; place++) values[place] = read(ref this);
        return values;
    }

    /// <summary>How many values follow, each of which takes at least so many bytes.</summary>
    public int ReadCount(int leastBytes)
    {
        int count = ReadCount32();
        return count <= Left / leastBytes
            ? count
            : throw Malformed($"{count} values do not fit in the {Left} bytes that are left");
    }

    /// <summary>Throws unless all fields have been read.</summary>
    public readonly void End()
    {
        if (Left > 0) throw Malformed($"{Left} bytes follow the last field");
    }

    /// <summary>What to throw where the bytes read last make no sense.</summary>
    public readonly WireException Malformed(string what) =>
        new($"{_message} is malformed before byte {_position} of its fields: {what}");

    private ReadOnlySpan<byte> Next(int count)
    {
        if (count > Left) throw Malformed($"{count} bytes were to follow, and {Left} are left");
        ReadOnlySpan<byte> next = _bytes.Slice(_position, count);
        _position += count;
        return next;
    }
}
