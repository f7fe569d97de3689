using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Messages;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>The segments of clients on this host. Thread safe.</summary>
internal sealed class MappedSegments(SegmentMap map) : ISegments
{
    /// <inheritdoc/>
    public ElementSource OpenSource(SegmentRef segment, DType type, long count) =>
        map.OpenSource(segment, type, count);

    /// <inheritdoc/>
    public ElementTarget OpenTarget(SegmentRef segment, DType type, long count) =>
        map.OpenTarget(segment, type, count);
}
