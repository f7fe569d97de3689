using ActorCompute.Arrays.Memory;

namespace ActorCompute.Arrays.Npy;

/// <summary>
/// Writes a .npy file (version 1, C order, little-endian). Its disk space is taken at once, under a temporary
/// name in the same folder; <see cref="Complete"/> puts it under the final name, in place of any file that is
/// there.
/// </summary>
public sealed class NpyTarget : ElementTarget
{
    private readonly TemporaryFile _file;
    private readonly int _dataOffset;

    /// <summary>Makes the temporary file, and writes the header.</summary>
    /// <exception cref="ComputeException">
    /// There is no space, or no such folder, or it may not be written to
    /// (<see cref="ErrorKind.OutputFailed"/>).
    /// </exception>
    public NpyTarget(string path, ArrayDescription description)
    {
        Description = description;
        byte[] header = NpyHeader.Format(description);
        _dataOffset = header.Length;
        _file = new TemporaryFile(path, header.Length + description.Bytes);
        try
        {
            _file.Write(header, 0);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override ArrayDescription Description { get; }

    /// <inheritdoc/>
    public override void Write(long start, ReadOnlySpan<byte> elements) =>
        _file.Write(elements, _dataOffset + ElementRange.ByteOffset(Description, start, elements.Length));

    /// <inheritdoc/>
    public override void Complete() => _file.Commit();

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
}
