using System.Diagnostics.CodeAnalysis;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Services;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// Stands outside the system and sees its messages, its memory accesses and its crashes, never the inside of
/// a handler. Says when one promise is broken.
/// </summary>
public abstract class Oracle(Simulator simulator)
{
    protected Simulator Simulator { get; } = simulator;

    /// <summary>What a violation calls the promise.</summary>
    protected abstract string Name { get; }

    /// <summary>An actor sends a message.</summary>
    public virtual void Sent(in Envelope envelope)
    {
    }

    /// <summary>An actor is about to handle a message.</summary>
    public virtual void Delivered(in Envelope envelope)
    {
    }

    /// <summary>An attempt is about to store a block.</summary>
    public virtual void Writing(SimulatedArray array, long block, AttemptId attempt)
    {
    }

    /// <summary>An attempt on a node reads a block.</summary>
    public virtual void Reading(SimulatedNode node, SimulatedArray array, AttemptId attempt)
    {
    }

    /// <summary>An attempt on a node is about to run on an array that is not there.</summary>
    public virtual void Missing(NodeId node, ArrayId array, AttemptId attempt)
    {
    }

    /// <summary>A process has died.</summary>
    public virtual void Crashed(SimulatedNode node)
    {
    }

    /// <summary>The run is over, and everything has come to rest.</summary>
    public virtual void AtEnd()
    {
    }

    [DoesNotReturn]
    protected void Violate(string message) => Simulator.Violate(Name, message);

    /// <summary>The slice of a chunk's results in one of the job's own outputs.</summary>
    protected static SliceRef OwnSlice(JobSpec spec, int output, long chunk) =>
        new(spec.Outputs[output].Array, spec.Grid.Start(chunk), spec.Grid.Length(chunk));
}
