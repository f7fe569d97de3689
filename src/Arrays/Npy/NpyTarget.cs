using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// Writes a .npy file (version 1, C order, little-endian). Its disk space is taken at once, under a temporary
/// name in the same folder; <see cref="Complete"/> puts it under the final name, in place of any file that is
/// there.
/// </summary>
public sealed class NpyTarget : ElementTarget
{
    private const int CopyBytes = 1 << 20;

    private readonly string _path;
    private readonly int _dataOffset;
    private TemporaryFile _file;
    private bool _isShared;

    /// <summary>Makes the temporary file, and writes the header.</summary>
    /// <exception cref="ComputeException">
    /// There is no space, or no such folder, or it may not be written to
    /// (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public NpyTarget(string path, ArrayDescription description)
    {
        Description = description;
        _path = path;
        byte[] header = NpyHeader.Format(description);
        _dataOffset = header.Length;
        _file = Make(header);
    }

    /// <summary>
    /// Where the elements are until <see cref="Complete"/>: the full path of the temporary file.
    /// </summary>
    public string TemporaryPath => _file.TemporaryPath;

    /// <inheritdoc/>
    public override ArrayDescription Description { get; }

    /// <inheritdoc/>
    public override void Write(long start, ReadOnlySpan<byte> elements) =>
        _file.Write(elements, _dataOffset + ElementRange.ByteOffset(Description, start, elements.Length));

    /// <summary>
    /// Lets other processes write elements, with a <see cref="SharedNpyTarget"/> each, until
    /// <see cref="Complete"/>.
    /// </summary>
    /// <returns>A token, by which they know this file from any other.</returns>
    /// <exception cref="ComputeException">
    /// It cannot be written (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public UInt128 Share()
    {
        UInt128 token = UnfinishedMark.NewToken();
        long offset = UnfinishedMark.Offset(End);
        _isShared = true;
        _file.SetLength(offset + UnfinishedMark.Bytes);
        _file.Write(UnfinishedMark.Of(token), offset);
        _file.Flush();
        return token;
    }

    /// <summary>
    /// Goes on with another temporary file: a process that is out of reach may yet write to the present one,
    /// which must not become the user's. Its name goes, and some of its elements come along.
    /// </summary>
    /// <param name="kept">The elements that are written and right: a start and a count each.</param>
    /// <exception cref="ComputeException">
    /// It cannot be made (<see cref="ErrorKind.OutputFailed"/>); the present one is as it was.
    /// </exception>
    public void Renew(IEnumerable<(long Start, long Count)> kept)
    {
        TemporaryFile renewed = Make(NpyHeader.Format(Description));
        try
        {
            foreach ((long start, long count) in kept) Copy(renewed, start, count);
        }
        catch
        {
            renewed.Dispose();
            throw;
        }

        _file.Dispose();
        (_file, _isShared) = (renewed, false);
    }

    /// <inheritdoc/>
    public override void Complete()
    {
        if (_isShared) _file.SetLength(End);
        _file.Commit();
    }

    /// <summary>Maps the file for writing, all zeros as it is, and puts it under its final name.</summary>
    /// <exception cref="ComputeException">
    /// It cannot be done (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    internal MappedRegion CompleteMapped()
    {
        MappedRegion region = _file.Map(_dataOffset, Description.Bytes);
        try
        {
            Complete();
            return region;
        }
        catch
        {
            region.Release();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _file.Dispose();

    private long End => _dataOffset + Description.Bytes;

    private TemporaryFile Make(byte[] header)
    {
        var file = new TemporaryFile(_path, End);
        try
        {
            file.Write(header, 0);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Copy(TemporaryFile to, long start, long count)
    {
        int itemSize = Description.Type.ItemSize();
        byte[] buffer = new byte[(int)Math.Min(CopyBytes, count * itemSize)];
        long end = _dataOffset + (start + count) * itemSize;
        for (long offset = _dataOffset + start * itemSize; offset < end; offset += buffer.Length)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset));
            _file.Read(part, offset);
            to.Write(part, offset);
        }
    }
}
