using ActorCompute.Messages;

namespace ActorCompute.Transfer.Segments;

/// <summary>
/// Another process's segment as a <see cref="SegmentMap"/> keeps it; all but the reference is guarded by the
/// map's lock.
/// </summary>
internal sealed class MappedSegment
{
    /// <summary>A segment that has just been mapped, for its first user.</summary>
    public MappedSegment(SegmentRef reference, SegmentMapping mapping)
    {
        Reference = reference;
        Mapping = mapping;
        Place = new LinkedListNode<MappedSegment>(this);
    }

    /// <summary>Which one: with offset and bytes of whoever was the first to ask for it.</summary>
    public SegmentRef Reference { get; }

    /// <summary>Its memory.</summary>
    public SegmentMapping Mapping { get; }

    /// <summary>Its place among those that nobody uses.</summary>
    public LinkedListNode<MappedSegment> Place { get; }

    /// <summary>How many sources and targets use it.</summary>
    public int Users { get; set; } = 1;

    /// <summary>True once it is to be unmapped as soon as nobody uses it.</summary>
    public bool IsForgotten { get; set; }
}
