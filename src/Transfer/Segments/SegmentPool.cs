using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// The segments of a process: those of arrays that were released are kept for the next ones, since the first
/// touch of fresh memory is dear, and since other processes still have them mapped. Arrays come from
/// <see cref="SegmentArrays"/>. All members are thread safe.
/// </summary>
/// <remarks>
/// What segments hold counts, with the memory of all other arrays, against what is available to the process.
/// </remarks>
public sealed class SegmentPool : IDisposable
{
    // A segment takes a descriptor, of which a process has few: small arrays share a few classes of size.
    private const long SmallestBytes = 64 << 10;

    private readonly RegionPool _regions;

    /// <summary>A pool that keeps at most so much of what was released, in bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative.</exception>
    public SegmentPool(long limitBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limitBytes);
        _regions = new RegionPool(SegmentRegion.Allocate, limitBytes);
    }

    /// <summary>The most that the pool keeps, in bytes; 0 once it was disposed.</summary>
    public long LimitBytes => _regions.LimitBytes;

    /// <summary>What the pool keeps now, in bytes, without what arrays use.</summary>
    public long PooledBytes => _regions.PooledBytes;

    /// <summary>Closes all segments that the pool keeps. Arrays in use are not touched.</summary>
    public void Trim() => _regions.Shrink(0);

    /// <summary>
    /// Closes all segments that the pool keeps, and those that arrays still use as soon as they are released.
    /// </summary>
    public void Dispose() => _regions.Dispose();

    /// <summary>Memory of at least <paramref name="bytes"/>, with whatever content.</summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    internal MemoryRegion Rent(long bytes) => _regions.Rent(Math.Max(SmallestBytes, bytes));
}
