using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// A mapped range of a file. Forgotten, it is unmapped by the handle's own finalizer. If another process cuts
/// the file short, touching what is gone ends this one: files of others are read, not mapped.
/// </summary>
internal sealed unsafe class MappedRegion : MemoryRegion
{
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Maps a file up to the end of a range; the file may be closed afterwards.</summary>
    public MappedRegion(SafeFileHandle file, long offset, long bytes, bool isWritable)
    {
        IsReadOnly = !isWritable;
        MemoryMappedFileAccess access =
            isWritable ? MemoryMappedFileAccess.ReadWrite : MemoryMappedFileAccess.Read;
        using var mapping = MemoryMappedFile.CreateFromFile(
            file, null, 0, access, HandleInheritability.None, leaveOpen: true);
        _view = mapping.CreateViewAccessor(0, offset + bytes, access);
        Address = (byte*)_view.SafeMemoryMappedViewHandle.DangerousGetHandle() + offset;
    }

    /// <inheritdoc/>
    public override bool IsReadOnly { get; }

    /// <inheritdoc/>
    public override void Release()
    {
        // Disposing the view alone would first wait for the disk; the kernel writes the pages back without
        // that.
        _view.SafeMemoryMappedViewHandle.Dispose();
        _view.Dispose();
    }
}
