using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Transfer.Segments;

/// <summary>A segment as the memory of arrays, one after the other.</summary>
internal sealed unsafe class SegmentRegion : PooledRegion
{
    private readonly Segment _segment;
    private volatile bool _isAbandoned;

    private SegmentRegion(RegionPool pool, Segment segment)
        : base(pool, segment.Address, segment.Bytes, isZeroed: true) => _segment = segment;

    /// <summary>What another process needs to map all of it.</summary>
    public SegmentRef Reference => _segment.Reference;

    /// <summary>A region of a new segment, none of which is taken from the system yet.</summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public static SegmentRegion Allocate(RegionPool pool, long size) => new(pool, Segment.Reserve(size));

    /// <summary>Once released, the memory is closed rather than reused.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <inheritdoc/>
    public override void Take(long bytes) => _segment.Take(bytes);

    /// <inheritdoc/>
    public override void Release()
    {
        if (_isAbandoned) Free();
        else base.Release();
    }

    /// <inheritdoc/>
    protected override void GiveBack() => _segment.Dispose();
}
