using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Data;

/// <summary>
/// Takes the elements of a slice from a connection: straight into the target's memory, or through one buffer.
/// Not thread safe.
/// </summary>
/// <param name="frames">Where from.</param>
internal sealed unsafe class SliceReader(FrameStream frames)
{
    /// <summary>A multiple of all item sizes.</summary>
    private const int BufferBytes = 256 * 1024;

    private const int MostBytesAtOnce = 1 << 30;

    private byte[]? _buffer;

    /// <summary>
    /// Reads all bytes, and gives null, or why the target did not take them; the connection can go on either
    /// way.
    /// </summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    public string? Read(ElementTarget target, long start, long bytes)
    {
        int itemSize = target.Description.Type.ItemSize();
        if (target.Address is null) return ReadThroughBuffer(target, start, bytes, itemSize);
        byte* address = (byte*)target.Address + (start * itemSize);
        for (long read = 0; read < bytes; read += MostBytesAtOnce)
        {
            int count = (int)Math.Min(bytes - read, MostBytesAtOnce);
            frames.ReadPayload(new Span<byte>(address + read, count));
        }

        return null;
    }

    private string? ReadThroughBuffer(ElementTarget target, long start, long bytes, int itemSize)
    {
        _buffer ??= new byte[BufferBytes];
        string? reason = null;
        for (long read = 0; read < bytes; read += BufferBytes)
        {
            Span<byte> part = _buffer.AsSpan(0, (int)Math.Min(bytes - read, BufferBytes));
            frames.ReadPayload(part);
            if (reason is not null) continue;
            try
            {
                target.Write(start + (read / itemSize), part);
            }
            catch (ComputeException exception)
            {
                reason = exception.Message;
            }
        }

        return reason;
    }
}
