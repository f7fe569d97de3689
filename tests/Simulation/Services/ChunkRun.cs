using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.ExecutorProtocol;

namespace ActorCompute.Simulation.Services;

/// <summary>A chunk that an executor runs, a block at a time, and how far it is.</summary>
/// <param name="worker">Who hears of the end.</param>
/// <param name="run">What the worker asked for.</param>
public abstract class ChunkRun(ActorRef worker, Run run)
{
    public AttemptId Attempt => run.Attempt;

    /// <summary>Who hears of the end.</summary>
    public ActorRef Worker => worker;

    /// <summary>The blocks of the chunk.</summary>
    public long Blocks { get; } = Arrays.Block.CountFor(run.Spec.Grid.Length(run.Attempt.Chunk));

    /// <summary>The block that is being computed, from 0.</summary>
    public long Block { get; set; }

    public bool StopAsked { get; set; }

    /// <summary>The executor's answer where the run cannot begin; else null.</summary>
    public virtual object? WhyNot => null;

    /// <summary>Computes the elements of the block from the inputs as they are now.</summary>
    public abstract void Compute();

    /// <summary>Stores them, unless that fails or the node dies of it; gives the failure.</summary>
    public abstract Failed? Store();

    /// <summary>The executor's answer when all blocks are stored.</summary>
    public abstract object Finish();

    /// <summary>The run is over, however it went: what it holds is let go. May be called twice.</summary>
    public virtual void LetGo()
    {
    }
}
