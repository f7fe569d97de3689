using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Processes.Values;

/// <summary>Writes values behind each other, into memory that grows. Not thread safe.</summary>
internal sealed class ValueWriter
{
    private const int FirstBytes = 256;
    private const int UsualBytes = 1 << 20;

    private byte[] _bytes = new byte[FirstBytes];
    private int _length;
    private int _depth;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>How many bytes that is.</summary>
    public int Length => _length;

    /// <summary>Begins anew; memory that a large value needed is given back.</summary>
    public void Clear()
    {
        (_length, _depth) = (0, 0);
        if (_bytes.Length > UsualBytes) _bytes = new byte[FirstBytes];
    }

    public void WriteFlag(bool value) => Next(1)[0] = value ? (byte)1 : (byte)0;

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), value);

    public void Write<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        bytes.CopyTo(Next(bytes.Length));
    }

    /// <summary>Goes into a value that has others inside.</summary>
    /// <exception cref="ComputeException">It is nested too deeply, or within itself.</exception>
    public void Enter()
    {
        if (_depth++ < ValueReader.MaxDepth) return;
        throw new ComputeException(
            ErrorKind.UnsupportedType,
            $"it has values within values over {ValueReader.MaxDepth} levels deep, or is part of itself: "
            + "give an array instead");
    }

    public void Leave() => _depth--;

    private Span<byte> Next(int count)
    {
        long end = (long)_length + count;
        if (end > Array.MaxLength)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument, $"it takes over {Array.MaxLength} bytes: send less at a time");
        }

        if (end > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        }

        Span<byte> next = _bytes.AsSpan(_length, count);
        _length = (int)end;
        return next;
    }
}
