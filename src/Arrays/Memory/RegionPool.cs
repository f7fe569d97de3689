namespace ActorCompute.Arrays.Memory;

/// <summary>
/// The process's free regions by size class, and the count of all native memory that arrays hold. Thread
/// safe; a rent or return that finds its class takes one uncontended lock.
/// </summary>
internal static class RegionPool
{
    private static readonly Bucket[] Buckets = MakeBuckets();
    private static long s_allocatedBytes;
    private static long s_pooledBytes;
    private static long s_rents;

    /// <summary>The memory available to the process (of the machine or of its container), in bytes.</summary>
    public static long AvailableBytes { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The most that free regions may hold, in bytes.</summary>
    public static long LimitBytes { get; } = AvailableBytes / 4;

    /// <summary>What free regions hold now, in bytes.</summary>
    public static long PooledBytes => Volatile.Read(ref s_pooledBytes);

    /// <summary>A region of at least <paramref name="bytes"/>, with whatever content.</summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public static PooledRegion Rent(long bytes)
    {
        if (bytes > AvailableBytes) throw OutOfMemory(bytes);
        long size = PooledRegion.SizeFor(bytes);
        PooledRegion? region = Buckets[PooledRegion.ClassOf(size)].Pop();
        if (region is null) return Allocate(bytes, size);
        Interlocked.Add(ref s_pooledBytes, -size);
        return region;
    }

    /// <summary>
    /// Takes a region back, and frees those of other classes, longest unused first, that are too many.
    /// </summary>
    public static void Return(PooledRegion region)
    {
        region.IsZeroed = false;
        Buckets[PooledRegion.ClassOf(region.Size)].Push(region);
        if (Interlocked.Add(ref s_pooledBytes, region.Size) > LimitBytes) Shrink(LimitBytes);
    }

    /// <summary>Frees regions until at most <paramref name="limitBytes"/> are kept.</summary>
    public static void Shrink(long limitBytes)
    {
        while (PooledBytes > limitBytes)
        {
            PooledRegion? region = LongestUnused()?.Pop();
            if (region is null) return;
            Interlocked.Add(ref s_pooledBytes, -region.Size);
            region.Free();
        }
    }

    /// <summary>Counts memory that went back to the system.</summary>
    public static void OnFreed(long size) => Interlocked.Add(ref s_allocatedBytes, -size);

    private static PooledRegion Allocate(long bytes, long size)
    {
        if (!TryReserve(size))
        {
            // What lies free in other classes goes first, then what was forgotten without being disposed.
            Shrink(0);
            if (!TryReserve(size))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                if (!TryReserve(size)) throw OutOfMemory(bytes);
            }
        }

        PooledRegion? region = PooledRegion.TryAllocate(size);
        if (region is not null) return region;
        OnFreed(size);
        throw OutOfMemory(bytes);
    }

    // The system overcommits: it would grant more than there is, and kill the process when it is touched.
    private static bool TryReserve(long size)
    {
        if (Interlocked.Add(ref s_allocatedBytes, size) <= AvailableBytes) return true;
        OnFreed(size);
        return false;
    }

    private static ComputeException OutOfMemory(long bytes)
    {
        long left = Math.Max(0, AvailableBytes - Volatile.Read(ref s_allocatedBytes) + PooledBytes);
        return new ComputeException(
            ErrorKind.OutOfMemory,
            $"an array of {bytes} bytes does not fit in the memory available to the process, of whose " +
            $"{AvailableBytes} bytes {left} are left: dispose arrays no longer needed, or map a .npy file");
    }

    private static Bucket? LongestUnused()
    {
        Bucket? longest = null;
        foreach (Bucket bucket in Buckets)
        {
            if (!bucket.IsEmpty && (longest is null || bucket.LastUsed < longest.LastUsed)) longest = bucket;
        }

        return longest;
    }

    private static Bucket[] MakeBuckets()
    {
        var buckets = new Bucket[PooledRegion.ClassCount];
        for (int i = 0; i < buckets.Length; i++) buckets[i] = new Bucket();
        return buckets;
    }

    /// <summary>
    /// The free regions of one class: the last returned, whose lines are still cached, goes out first.
    /// </summary>
    private sealed class Bucket
    {
        private readonly Lock _lock = new();
        private PooledRegion? _top;

        public bool IsEmpty => Volatile.Read(ref _top) is null;

        /// <summary>
        /// When the class was last asked for, counted in rents; that threads lose some does no harm.
        /// </summary>
        public long LastUsed { get; private set; }

        public PooledRegion? Pop()
        {
            lock (_lock)
            {
                LastUsed = ++s_rents;
                PooledRegion? region = _top;
                if (region is null) return null;
                _top = region.Next;
                region.Next = null;
                return region;
            }
        }

        public void Push(PooledRegion region)
        {
            lock (_lock)
            {
                region.Next = _top;
                _top = region;
            }
        }
    }
}
