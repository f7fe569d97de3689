using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Messages;
using ActorCompute.Transfer.Segments;

namespace ActorCompute.Engines.Tcp.Clients;

/// <summary>Memory that worker nodes of the same host map, so that nothing is sent there. Thread safe.</summary>
internal sealed class SegmentMemory(SegmentPool pool) : IArrayMemory
{
    /// <inheritdoc/>
    public ComputeArray Create(ArrayDescription description) => description.Bytes == 0
        ? ComputeArray.CreateUninitialized(description)
        : SegmentArrays.CreateUninitialized(pool, description);

    /// <inheritdoc/>
    public SegmentRef? SegmentOf(ElementSource source) => SegmentArrays.Find(source);

    /// <inheritdoc/>
    public SegmentRef? SegmentOf(ElementTarget target) => SegmentArrays.Find(target);

    /// <inheritdoc/>
    public void Abandon(ComputeArray array) => SegmentArrays.Abandon(array);
}
