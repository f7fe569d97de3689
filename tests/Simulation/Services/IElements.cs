using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// What lies behind the services of a run: the arrays of all nodes, and what the kernels make of them. A
/// schedule does with stamps; a simulated engine that is to give results has elements. Delays and faults are
/// not decided here.
/// </summary>
public interface IElements
{
    /// <summary>Makes an array, at the moment when transfers are asked for it.</summary>
    void Allocate(Allocate asked, ActorRef transfers);

    /// <summary>A job ends on a node, at the moment when its transfers are told so.</summary>
    void EndJob(EndJob ended, ActorRef transfers);

    /// <summary>Gives an array back.</summary>
    void Release(ArrayId array);

    /// <summary>Gives back all arrays that transfers were asked for.</summary>
    void ReleaseAll(ActorRef transfers);

    /// <summary>A process is gone, and its memory with it.</summary>
    void Forget(NodeId node);

    /// <summary>Begins to copy a slice; null where the target does not exist.</summary>
    BlockCopy? BeginCopy(Fetch fetch);

    /// <summary>Begins a chunk on a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="worker">Who hears of the end.</param>
    /// <param name="run">What the worker asked for.</param>
    ChunkRun BeginRun(SimulatedNode node, ActorRef worker, ExecutorProtocol.Run run);
}

/// <summary>A copy of a slice, a block at a time.</summary>
public abstract class BlockCopy
{
    /// <summary>True while there is something to copy from.</summary>
    public abstract bool HasSource { get; }

    /// <summary>Copies a block of the slice, counted from 0.</summary>
    public abstract void Copy(long block);
}
