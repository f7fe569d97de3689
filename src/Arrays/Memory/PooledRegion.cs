using System.Numerics;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Memory of one size class, which goes from array to array by way of its <see cref="RegionPool"/>. Where it
/// comes from is the derived type's matter.
/// </summary>
internal abstract unsafe class PooledRegion : MemoryRegion
{
    /// <summary>Above this size a region is mapped rather than taken from the C heap, in bytes.</summary>
    public const long LargeBytes = 1 << 20;

    /// <summary>Every region is aligned to this, in bytes: a cache line, and the widest vector.</summary>
    public const int Alignment = 64;

    /// <summary>How many values <see cref="ClassOf"/> has.</summary>
    public const int ClassCount = 64 * StepsPerDoubling;

    private const int StepsPerDoubling = 8;
    private readonly RegionPool _pool;

    /// <summary>Memory of a size that <see cref="SizeFor"/> gave, which the pool has counted.</summary>
    protected PooledRegion(RegionPool pool, void* address, long size, bool isZeroed)
    {
        _pool = pool;
        Address = address;
        Size = size;
        IsZeroed = isZeroed;
        GC.AddMemoryPressure(size);
    }

    /// <summary>Frees what an array held that was forgotten rather than disposed.</summary>
    ~PooledRegion() => Free();

    /// <summary>The size in bytes, a value of <see cref="SizeFor"/>.</summary>
    public long Size { get; }

    /// <summary>True while the memory is as the system gave it: all zero.</summary>
    public bool IsZeroed { get; set; }

    /// <summary>The next free region of the same class while this one lies in the pool.</summary>
    public PooledRegion? Next { get; set; }

    /// <summary>
    /// The size of region that serves <paramref name="bytes"/>: at most an eighth more (but at least 64
    /// bytes), in whole huge pages where it is large, so that arrays of nearly the same size share memory.
    /// </summary>
    public static long SizeFor(long bytes)
    {
        if (IsMapped(bytes)) bytes = RoundUp(bytes, SystemMemory.HugePageBytes);
        long doubling = 1L << BitOperations.Log2((ulong)Math.Max(1, bytes - 1));
        return RoundUp(Math.Max(1, bytes), Math.Max(Alignment, doubling / StepsPerDoubling));
    }

    /// <summary>The number of the class of a size that <see cref="SizeFor"/> gave.</summary>
    public static int ClassOf(long size)
    {
        int doubling = BitOperations.Log2((ulong)size);
        return doubling * StepsPerDoubling + (int)((size >> (doubling - 3)) & (StepsPerDoubling - 1));
    }

    /// <summary>
    /// Takes the first bytes from the system where that does not come by touching them. Called by the pool
    /// before the region goes out.
    /// </summary>
    /// <exception cref="ComputeException">
    /// The system has no memory for them (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public virtual void Take(long bytes)
    {
    }

    /// <inheritdoc/>
    public override void Release() => _pool.Return(this);

    /// <summary>Gives the memory back to the system.</summary>
    public void Free()
    {
        GC.SuppressFinalize(this);
        GC.RemoveMemoryPressure(Size);
        RegionPool.OnFreed(Size);
        GiveBack();
        Address = null;
    }

    /// <summary>Gives the memory back to where it came from; called once.</summary>
    protected abstract void GiveBack();

    /// <summary>True for sizes that come from the system in whole huge pages.</summary>
    protected static bool IsMapped(long bytes) => bytes > LargeBytes && SystemMemory.IsSupported;

    private static long RoundUp(long value, long multiple) => (value + multiple - 1) / multiple * multiple;
}
