using System.Buffers;

namespace ActorCompute.Transfer.Connections;

/// <summary>Frames that wait to be sent, one behind the other.</summary>
internal sealed class FrameBuffer : IBufferWriter<byte>
{
    private const int UsualBytes = 16 * 1024;

    private byte[] _bytes = new byte[UsualBytes];

    /// <summary>How many bytes wait.</summary>
    public int Length { get; private set; }

    /// <summary>What waits.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Empties the buffer; memory that one burst needed is given back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > 16 * UsualBytes) _bytes = new byte[UsualBytes];
    }

    private void Reserve(int sizeHint)
    {
        int needed = Length + Math.Max(sizeHint, 1);
        if (needed > _bytes.Length) Array.Resize(ref _bytes, Math.Max(needed, 2 * _bytes.Length));
    }
}
