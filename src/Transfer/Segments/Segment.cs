using System.Security.Cryptography;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using Microsoft.Win32.SafeHandles;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// Memory that other processes of the host can map. It is zeroed, taken from the system before it is used,
/// and lies in a file without a folder: it goes with the last process that has it, so that nothing is left
/// behind even when all are killed.
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
    private long _taken;

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
        Segment segment = Reserve(bytes);
        try
        {
            segment.Take(bytes);
            return segment;
        }
        catch
        {
            segment.Dispose();
            throw;
        }
    }

    /// <summary>A new segment none of which may be used before it is taken.</summary>
    /// <exception cref="ComputeException">As of <see cref="Create"/>.</exception>
    internal static Segment Reserve(long bytes)
    {
        long pageBytes = Environment.SystemPageSize;
        long length = Math.Max(1, (bytes + pageBytes - 1) / pageBytes) * pageBytes;
        ulong nonce = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        SafeFileHandle file = SegmentFile.Create(nonce, length);
        SegmentMapping? mapping = null;
        try
        {
            mapping = SegmentMapping.Of(file, length);
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

    /// <summary>Takes the first bytes from the system, as far as that is to be done. Of one thread.</summary>
    /// <exception cref="ComputeException">
    /// The system has no memory for them (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    /// <remarks>
    /// Memory that is not there when it is touched would end the process, so it is taken here. Huge pages
    /// come by collapsing, which the kernel does even where files of memory have none by themselves
    /// (shmem_enabled: never), and which needs one page in each. For 80 MB that takes 5 ms, against 46 of
    /// touching; and every other process's mapping takes 0.3 ms, against 20.
    /// </remarks>
    internal void Take(long bytes)
    {
        const long hugePage = SystemMemory.HugePageBytes;
        long end = Math.Min(_mapping.Bytes, (bytes + hugePage - 1) / hugePage * hugePage);
        if (end <= _taken) return;
        if (!TryTakeHuge(_taken, end)) SegmentFile.Allocate(_file, _taken, end - _taken);
        _taken = end;
    }

    private bool TryTakeHuge(long start, long end)
    {
        if (end % SystemMemory.HugePageBytes != 0) return false;
        for (long offset = start; offset < end; offset += SystemMemory.HugePageBytes)
        {
            SegmentFile.Allocate(_file, offset, Environment.SystemPageSize);
        }

        return SystemMemory.TryCollapse((byte*)_mapping.Address + start, end - start);
    }
}
