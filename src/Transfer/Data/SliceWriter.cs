using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Data;

/// <summary>
/// Sends slices as frames. Elements in memory go to the socket from where they are; others pass through one
/// buffer. Not thread safe.
/// </summary>
/// <param name="frames">Where to; nobody else writes to it.</param>
internal sealed unsafe class SliceWriter(FrameStream frames)
{
    /// <summary>A multiple of all item sizes.</summary>
    private const int BufferBytes = 256 * 1024;

    /// <summary>
    /// Up to here, copying the elements behind their header costs less than a second system call.
    /// </summary>
    private const int TogetherBytes = 16 * 1024;

    private const int MostBytesAtOnce = 1 << 30;

    private readonly FrameBuffer _header = new();
    private byte[]? _buffer;

    /// <summary>
    /// True where a part of the last slice has been sent: what fails then ends the connection, since the
    /// frame cannot be completed.
    /// </summary>
    public bool HasBegun { get; private set; }

    /// <summary>Forgets the last slice.</summary>
    public void Reset() => HasBegun = false;

    /// <summary>Sends a slice that lies inside of the source; gives its bytes.</summary>
    /// <exception cref="ComputeException">The source cannot give the elements.</exception>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    public long Write(long number, SliceRef slice, ElementSource source)
    {
        int itemSize = source.Description.Type.ItemSize();
        long bytes = slice.Count * itemSize;
        _header.Clear();
        WireCodec.Write(_header, default, new DataProtocol.SliceData(number), bytes);
        if (source.Address is null) WriteThroughBuffer(slice, source, itemSize);
        else WriteFromMemory((byte*)source.Address + (slice.Start * itemSize), bytes);
        return bytes;
    }

    private void WriteFromMemory(byte* address, long bytes)
    {
        HasBegun = true;
        if (bytes <= TogetherBytes)
        {
            new ReadOnlySpan<byte>(address, (int)bytes).CopyTo(_header.GetSpan((int)bytes));
            _header.Advance((int)bytes);
            frames.Write(_header.Written);
            return;
        }

        frames.Write(_header.Written);
        for (long sent = 0; sent < bytes; sent += MostBytesAtOnce)
        {
            int count = (int)Math.Min(bytes - sent, MostBytesAtOnce);
            frames.Write(new ReadOnlySpan<byte>(address + sent, count));
        }
    }

    private void WriteThroughBuffer(SliceRef slice, ElementSource source, int itemSize)
    {
        _buffer ??= new byte[BufferBytes];
        int most = BufferBytes / itemSize;
        long done = 0;
        do
        {
            int count = (int)Math.Min(slice.Count - done, most);
            Span<byte> part = _buffer.AsSpan(0, count * itemSize);
            source.Read(slice.Start + done, part);
            // The header goes out only once the first elements are there.
            if (done == 0) frames.Write(_header.Written);
            HasBegun = true;
            frames.Write(part);
            done += count;
        }
        while (done < slice.Count);
    }
}
