using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Memory of this process alone. Large regions are mapped, aligned to huge pages and advised to use them;
/// small ones come from the C heap.
/// </summary>
internal sealed unsafe class NativeRegion : PooledRegion
{
    private readonly bool _isMapped;

    private NativeRegion(RegionPool pool, void* address, long size, bool isMapped)
        : base(pool, address, size, isZeroed: isMapped) => _isMapped = isMapped;

    /// <summary>The process's pool of native memory, which keeps a quarter of what is available.</summary>
    public static RegionPool Pool { get; } = new(TryAllocate, RegionPool.AvailableBytes / 4);

    /// <inheritdoc/>
    protected override void GiveBack()
    {
        if (_isMapped) SystemMemory.Unmap(Address, Size);
        else NativeMemory.AlignedFree(Address);
    }

    private static NativeRegion? TryAllocate(RegionPool pool, long size)
    {
        bool isMapped = IsMapped(size);
        void* address = isMapped ? SystemMemory.TryMap(size) : TryAllocateFromHeap(size);
        return address == null ? null : new NativeRegion(pool, address, size, isMapped);
    }

    private static void* TryAllocateFromHeap(long size)
    {
        try
        {
            return NativeMemory.AlignedAlloc((nuint)size, Alignment);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
