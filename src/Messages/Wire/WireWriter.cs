using System.Buffers;
using System.Buffers.Binary;
using System.Text.Unicode;
using ActorCompute.Arrays;

namespace ActorCompute.Messages.Wire;

/// <summary>Writes a value as it travels.</summary>
internal delegate void WireWrite<in T>(ref WireWriter writer, T value);

/// <summary>
/// Writes fields, little-endian, into pooled memory that grows. The opposite of <see cref="WireReader"/>,
/// member by member. To be disposed of once.
/// </summary>
internal ref struct WireWriter
{
    /// <summary>The most bytes of a text in UTF-8.</summary>
    public const int MaxTextBytes = ushort.MaxValue;

    private byte[] _bytes;
    private int _length;

    public WireWriter() => _bytes = ArrayPool<byte>.Shared.Rent(1024);

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    public void WriteByte(byte value) => Next(sizeof(byte))[0] = value;

    public void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    public void WriteUInt16(ushort value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(Next(sizeof(ushort)), value);

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), value);

    public void WriteUInt32(uint value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(Next(sizeof(uint)), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), value);

    public void WriteUInt64(ulong value) =>
        BinaryPrimitives.WriteUInt64LittleEndian(Next(sizeof(ulong)), value);

    /// <summary>A name that has to arrive as it is.</summary>
    /// <exception cref="ComputeException">
    /// It is too long, or not Unicode (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public void WriteName(string name)
    {
        if (!TryWriteText(name, replaceInvalid: false))
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"a name of {name.Length} characters cannot be sent to another process: names are Unicode "
                + $"of at most {MaxTextBytes} bytes");
        }
    }

    /// <summary>
    /// A sentence for people. It is sent in any case, for a failure must arrive: what is too long is cut off,
    /// what is not Unicode is replaced.
    /// </summary>
    public void WriteSentence(string sentence) => TryWriteText(sentence, replaceInvalid: true);

    public void WriteOptional<T>(T? value, WireWrite<T> write)
        where T : struct
    {
        WriteBoolean(value.HasValue);
        if (value is { } present) write(ref this, present);
    }

    public void WriteList<T>(IReadOnlyList<T> values, WireWrite<T> write)
    {
        WriteInt32(values.Count);
        for (int place = 0; place < values.Count; place++) write(ref this, values[place]);
    }

    private bool TryWriteText(string text, bool replaceInvalid)
    {
        int longest = (int)Math.Min(MaxTextBytes, text.Length * 3L);
        Span<byte> target = Next(sizeof(ushort) + longest);
        OperationStatus status =
            Utf8.FromUtf16(text, target[sizeof(ushort)..], out _, out int bytes, replaceInvalid);
        BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)bytes);
        _length -= longest - bytes;
        return status == OperationStatus.Done;
    }

    private Span<byte> Next(int count)
    {
        int start = _length;
        int end = checked(start + count);
        if (end > _bytes.Length) Grow(end);
        _length = end;
        return _bytes.AsSpan(start, count);
    }

    private void Grow(int needed)
    {
        int doubled = (int)Math.Min(2L * _length, Array.MaxLength);
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
