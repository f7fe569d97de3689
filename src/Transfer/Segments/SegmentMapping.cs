using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// A segment's file in this process's memory. Disposed, or forgotten, it is unmapped; the file may be closed
/// before.
/// </summary>
internal sealed unsafe class SegmentMapping : SafeHandleZeroOrMinusOneIsInvalid
{
    private SegmentMapping(void* address, long bytes)
        : base(ownsHandle: true)
    {
        SetHandle((nint)address);
        Bytes = bytes;
    }

    /// <summary>Where the file's first byte lies: at a multiple of the size of a huge page.</summary>
    public void* Address => (void*)handle;

    /// <summary>How many bytes, in whole pages.</summary>
    public long Bytes { get; }

    /// <summary>Maps a file for reading and writing.</summary>
    /// <exception cref="ComputeException">
    /// The process has no room for it (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public static SegmentMapping Of(SafeFileHandle file, long bytes)
    {
        void* address = SystemMemory.TryMapShared(file, bytes);
        if (address != null) return new SegmentMapping(address, bytes);
        throw new ComputeException(
            ErrorKind.OutOfMemory,
            $"shared memory of {bytes} bytes cannot be mapped: dispose arrays no longer needed");
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        SystemMemory.Unmap(Address, Bytes);
        return true;
    }
}
