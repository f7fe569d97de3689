using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Transfer.Segments;

/// <summary>Reads a part of another process's segment in place.</summary>
internal sealed unsafe class SegmentSource(
    SegmentMap map, MappedSegment segment, ArrayDescription description, void* address)
    : ResidentSource(description, address)
{
    private protected override void LetGo() => map.Return(segment);
}
