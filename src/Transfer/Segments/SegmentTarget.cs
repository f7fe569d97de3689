using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Transfer.Segments;

/// <summary>Writes a part of another process's segment in place.</summary>
internal sealed unsafe class SegmentTarget(
    SegmentMap map, MappedSegment segment, ArrayDescription description, void* address)
    : ResidentTarget(description, address)
{
    private protected override void LetGo() => map.Return(segment);
}
