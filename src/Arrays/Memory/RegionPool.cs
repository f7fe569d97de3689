using System.Collections.Immutable;

namespace ActorCompute.Arrays.Memory;

/// <summary>
/// Free regions of one kind of memory by size class. All pools of the process together count the memory that
/// arrays hold, so that it never asks for more than there is. Thread safe; a rent or return that finds its
/// class takes one uncontended lock.
/// </summary>
internal sealed class RegionPool : IDisposable
{
    private static ImmutableArray<RegionPool> s_pools = [];
    private static long s_allocatedBytes;

    private readonly Bucket[] _buckets = MakeBuckets();
    private readonly Func<RegionPool, long, PooledRegion?> _tryAllocate;
    private long _limitBytes;
    private long _pooledBytes;
    private long _rents;

    /// <summary>A pool of the regions that <paramref name="tryAllocate"/> makes.</summary>
    /// <param name="tryAllocate">
    /// Makes a region of the size given; null, or a <see cref="ComputeException"/> that knows more, where
    /// there is no memory.
    /// </param>
    /// <param name="limitBytes">The most that free regions may hold.</param>
    public RegionPool(Func<RegionPool, long, PooledRegion?> tryAllocate, long limitBytes)
    {
        _tryAllocate = tryAllocate;
        _limitBytes = limitBytes;
        ImmutableInterlocked.Update(ref s_pools, static (pools, added) => pools.Add(added), this);
    }

    /// <summary>The memory available to the process (of the machine or of its container), in bytes.</summary>
    public static long AvailableBytes { get; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The most that free regions may hold, in bytes.</summary>
    public long LimitBytes => Volatile.Read(ref _limitBytes);

    /// <summary>What free regions hold now, in bytes.</summary>
    public long PooledBytes => Volatile.Read(ref _pooledBytes);

    /// <summary>A region of at least <paramref name="bytes"/>, with whatever content.</summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public PooledRegion Rent(long bytes)
    {
        if (bytes > AvailableBytes) throw OutOfMemory(bytes);
        long size = PooledRegion.SizeFor(bytes);
        PooledRegion? region = _buckets[PooledRegion.ClassOf(size)].Pop(++_rents);
        if (region is null) region = Allocate(bytes, size);
        else Interlocked.Add(ref _pooledBytes, -size);
        try
        {
            region.Take(bytes);
            return region;
        }
        catch
        {
            region.Free();
            throw;
        }
    }

    /// <summary>
    /// Takes a region back, and frees those of other classes, longest unused first, that are too many.
    /// </summary>
    public void Return(PooledRegion region)
    {
        region.IsZeroed = false;
        _buckets[PooledRegion.ClassOf(region.Size)].Push(region);
        if (Interlocked.Add(ref _pooledBytes, region.Size) > LimitBytes) Shrink(LimitBytes);
    }

    /// <summary>Frees regions until at most <paramref name="limitBytes"/> are kept.</summary>
    public void Shrink(long limitBytes)
    {
        while (PooledBytes > limitBytes)
        {
            PooledRegion? region = LongestUnused()?.Pop(_rents);
            if (region is null) return;
            Interlocked.Add(ref _pooledBytes, -region.Size);
            region.Free();
        }
    }

    /// <summary>Keeps nothing from now on; regions that are still out are freed when they return.</summary>
    public void Dispose()
    {
        ImmutableInterlocked.Update(ref s_pools, static (pools, removed) => pools.Remove(removed), this);
        Volatile.Write(ref _limitBytes, 0);
        Shrink(0);
    }

    /// <summary>Counts memory that went back to the system.</summary>
    public static void OnFreed(long size) => Interlocked.Add(ref s_allocatedBytes, -size);

    private PooledRegion Allocate(long bytes, long size)
    {
        if (!TryReserve(size))
        {
            // What lies free in other classes and pools goes first, then what was forgotten without being
            // disposed.
            foreach (RegionPool pool in s_pools) pool.Shrink(0);
            if (!TryReserve(size))
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                if (!TryReserve(size)) throw OutOfMemory(bytes);
            }
        }

        PooledRegion? region = null;
        try
        {
            region = _tryAllocate(this, size);
        }
        finally
        {
            if (region is null) OnFreed(size);
        }

        return region ?? throw OutOfMemory(bytes);
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
        long pooled = s_pools.Sum(pool => pool.PooledBytes);
        long left = Math.Max(0, AvailableBytes - Volatile.Read(ref s_allocatedBytes) + pooled);
        return new ComputeException(
            ErrorKind.OutOfMemory,
            $"an array of {bytes} bytes does not fit in the memory available to the process, of whose " +
            $"{AvailableBytes} bytes {left} are left: dispose arrays no longer needed, or map a .npy file");
    }

    private Bucket? LongestUnused()
    {
        Bucket? longest = null;
        foreach (Bucket bucket in _buckets)
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

        public PooledRegion? Pop(long rents)
        {
            lock (_lock)
            {
                LastUsed = rents;
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
