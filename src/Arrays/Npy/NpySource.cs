using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// Reads a .npy file by positioned reads, with conversion where its elements are stored differently. The file
/// may be far larger than memory; elements stored as memory has them go straight to the reader's buffer.
/// </summary>
/// <remarks>
/// A file in Fortran order is put into C order at the first read, in memory if it takes at most a quarter of
/// what is available; a larger one is gathered from the file at each read, which is slow for short reads.
/// Thread safety: reads may run at once. Nothing locks the file: one that is cut short is found at the next
/// read.
/// </remarks>
public sealed class NpySource : ElementSource
{
    private readonly NpyReader _reader;
    private readonly FortranGather? _gather;
    private ulong? _fingerprint;
    private readonly Lazy<ComputeArray?>? _inOrder;

    /// <summary>Opens a file and checks its header against its size.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be read as an array (<see cref="ErrorKind.InvalidFile"/>).
    /// </exception>
    public NpySource(string path)
    {
        Path = path;
        _reader = NpyReader.Open(path);
        if (!Header.IsTransposed) return;
        _gather = new FortranGather(_reader);
        _inOrder = new Lazy<ComputeArray?>(TryLoadInOrder);
    }

    /// <summary>The file's name, as it was given.</summary>
    public string Path { get; }

    /// <summary>
    /// A hash over dtype, shape and some blocks of elements, first and last among them: it tells files apart
    /// that are not copies of each other, at the price of reading a few hundred kilobytes.
    /// </summary>
    /// <exception cref="ComputeException">The file cannot be read any more.</exception>
    public ulong Fingerprint() => _fingerprint ??= ComputeFingerprint();

    private ulong ComputeFingerprint()
    {
        const int samples = 16;
        var hash = new HashOfBytes();
        hash.Add(System.Text.Encoding.UTF8.GetBytes(Description.ToString()));
        long count = Description.Shape.Count;
        byte[] buffer = new byte[Block.Size * Description.Type.ItemSize()];
        for (int sample = 0; sample < samples; sample++)
        {
            long last = Math.Max(0, count - Block.Size);
            long start = (long)((Int128)last * sample / (samples - 1));
            Span<byte> part = buffer.AsSpan(
                0, (int)Math.Min(Block.Size, count - start) * Description.Type.ItemSize());
            Read(start, part);
            hash.Add(part);
        }

        return hash.Value;
    }

    /// <summary>The file's header.</summary>
    public NpyHeader Header => _reader.Header;

    /// <inheritdoc/>
    public override ArrayDescription Description => _reader.Header.Description;

    /// <inheritdoc/>
    public override unsafe void Read(long start, Span<byte> destination)
    {
        ComputeArray? inOrder = _inOrder?.Value;
        if (inOrder is null)
        {
            ReadFromFile(start, destination);
            return;
        }

        long offset = ElementRange.ByteOffset(Description, start, destination.Length);
        new ReadOnlySpan<byte>((byte*)inOrder.Address + offset, destination.Length).CopyTo(destination);
        GC.KeepAlive(inOrder);
    }

    /// <summary>All elements in a new array.</summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it (<see cref="ErrorKind.OutOfMemory"/>), or the file is shorter than it was
    /// (<see cref="ErrorKind.InputChanged"/>).
    /// </exception>
    internal unsafe ComputeArray Load()
    {
        ComputeArray array = ComputeArray.CreateUninitialized(Description);
        try
        {
            int itemSize = Description.Type.ItemSize();
            foreach ((long start, int count) in Runs.Of(Description))
            {
                byte* first = (byte*)array.Address + start * itemSize;
                ReadFromFile(start, new Span<byte>(first, count * itemSize));
            }

            return array;
        }
        catch
        {
            array.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _reader.Dispose();
        if (_inOrder is { IsValueCreated: true }) _inOrder.Value?.Dispose();
    }

    private void ReadFromFile(long start, Span<byte> destination)
    {
        _ = ElementRange.ByteOffset(Description, start, destination.Length);
        if (_gather is null) _reader.Read(start, destination);
        else _gather.Read(start, destination);
    }

    private ComputeArray? TryLoadInOrder()
    {
        if (Description.Bytes > ComputeArrayPool.LimitBytes) return null;
        try
        {
            return Load();
        }
        catch (ComputeException failure) when (failure.Kind == ErrorKind.OutOfMemory)
        {
            return null;
        }
    }
}
