using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// Arrays of which only a stamp a block exists, and kernels that mix stamps: as good as elements to see
/// whether each block is where it belongs, and cheap enough for any number of schedules.
/// </summary>
public sealed class StampedElements(Simulator simulator) : IElements
{
    public void Allocate(Allocate asked, ActorRef transfers) =>
        simulator.Memory.Add(asked.Array, asked.Type, asked.Count, transfers);

    public void EndJob(EndJob ended, ActorRef transfers) => simulator.Memory.Abandon(ended.Abandoned);

    public void Release(ArrayId array) => simulator.Memory.Release(array);

    public void ReleaseAll(ActorRef transfers) => simulator.Memory.ReleaseAll(transfers);

    public void Forget(NodeId node) => simulator.Memory.Forget(node);

    public BlockCopy? BeginCopy(Fetch fetch) =>
        simulator.Memory.TryFind(fetch.Target.Array, out SimulatedArray? target)
            ? new StampCopy(simulator, fetch, target)
            : null;

    public ChunkRun BeginRun(SimulatedNode node, ActorRef worker, ExecutorProtocol.Run run) =>
        new StampedRun(simulator, node, worker, run);

    /// <summary>The target stays mapped until the copy ends, whatever becomes of it meanwhile.</summary>
    private sealed class StampCopy(Simulator simulator, Fetch fetch, SimulatedArray target) : BlockCopy
    {
        private readonly long _firstBlock = simulator.Memory.FirstBlock(fetch.Target, target);

        public override bool HasSource => simulator.Memory.TryFind(fetch.Source.Array, out _);

        public override void Copy(long block)
        {
            if (!simulator.Memory.TryFind(fetch.Source.Array, out SimulatedArray? source)) return;
            ulong stamp = source.Stamps[simulator.Memory.FirstBlock(fetch.Source, source) + block];
            simulator.Memory.Write(target, _firstBlock + block, stamp, fetch.Attempt);
        }
    }
}
