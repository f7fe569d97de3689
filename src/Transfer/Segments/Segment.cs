using System.Security.Cryptography;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// Memory that other processes of the host can map. It is zeroed, taken from the system at once, and lies in
/// a file without a folder: it goes with the last process that has it, so that nothing is left behind even
/// when all are killed.
/// </summary>
/// <remarks>
/// Ownership: the maker disposes it, which takes it from this process and from those who have not mapped it
/// yet; those who have keep theirs. Thread safety: as memory; disposing may be done from any thread, once
/// nothing uses the address.
/// </remarks>
public sealed unsafe class Segment : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly SegmentMapping _mapping;

    private Segment(SafeFileHandle file, SegmentMapping mapping, SegmentRef reference)
    {
        _file = file;
        _mapping = mapping;
        Reference = reference;
    }

    /// <summary>What another process needs to map it: all of its bytes.</summary>
    public SegmentRef Reference { get; }

    /// <summary>The size in bytes, as asked for.</summary>
    public long Bytes => Reference.Bytes;

    /// <summary>
    /// The address of its first byte, a multiple of the size of a huge page (2 MiB); valid until disposal.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The segment was disposed.</exception>
    public void* Address
    {
        get
        {
            ObjectDisposedException.ThrowIf(_mapping.IsClosed, this);
            return _mapping.Address;
        }
    }

    /// <summary>Gives the memory back, unless others have mapped it. A second call does nothing.</summary>
    public void Dispose()
    {
        _mapping.Dispose();
        _file.Dispose();
    }

    /// <summary>
    /// A new segment of <paramref name="bytes"/>, all zero. The memory is really taken: the caller knows that
    /// the process has as much.
    /// </summary>
    /// <exception cref="ComputeException">
    /// The system has no memory for it, no more open files for the process, or no shared memory without
    /// names, as only Linux has (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    internal static Segment Create(long bytes)
    {
        long pageBytes = Environment.SystemPageSize;
        long length = Math.Max(1, (bytes + pageBytes - 1) / pageBytes) * pageBytes;
        ulong nonce = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        SafeFileHandle file = SegmentFile.Create(nonce, length);
        SegmentMapping? mapping = null;
        try
        {
            mapping = SegmentMapping.Of(file, length);
            Commit(file, mapping);
            int descriptor = (int)file.DangerousGetHandle();
            return new Segment(
                file, mapping, new SegmentRef(Environment.ProcessId, descriptor, nonce, 0, bytes));
        }
        catch
        {
            mapping?.Dispose();
            file.Dispose();
            throw;
        }
    }

    // Memory that is not there when it is touched would end the process, so all of it is taken here. Huge
    // pages come by collapsing, which the kernel does even where files of memory have none by themselves
    // (shmem_enabled: never), and which needs one page in each. For 80 MB that takes 5 ms, against 46 of
    // touching; and every other process's mapping takes 0.3 ms, against 20.
    private static void Commit(SafeFileHandle file, SegmentMapping mapping)
    {
        if (mapping.Bytes % SystemMemory.HugePageBytes == 0)
        {
            for (long offset = 0; offset < mapping.Bytes; offset += SystemMemory.HugePageBytes)
            {
                SegmentFile.Allocate(file, offset, Environment.SystemPageSize);
            }

            if (SystemMemory.TryCollapse(mapping.Address, mapping.Bytes)) return;
        }

        SegmentFile.Allocate(file, 0, mapping.Bytes);
    }
}
