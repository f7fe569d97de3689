using ActorCompute.Messages;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>What tests look at of a worker node's status.</summary>
/// <param name="IsUp">True where it is neither silent nor leaving.</param>
internal sealed record NodeState(
    string Name, string Id, int Busy, int Jobs, long MemoryInUse, long BytesMoved, bool IsUp)
{
    public static NodeState Of(NodeStatus status) => new(
        status.Description.Name,
        status.Description.Node.ToString(),
        status.Load.BusySlots,
        status.Load.Jobs,
        status.Load.MemoryInUse,
        status.Load.BytesMoved,
        !status.IsSilent && !status.Load.IsLeaving);
}
