using ActorCompute.Messages;

namespace ActorCompute.Actors.Working;

/// <summary>One chunk at a worker, from the fetch of its inputs to the release of its results.</summary>
internal sealed class ChunkTask(JobWork work, AttemptId attempt, bool isKept)
{
    public JobWork Work { get; } = work;

    public AttemptId Attempt { get; } = attempt;

    /// <summary>The slices of the inputs on this node; null where they are read in place.</summary>
    public IReadOnlyList<SliceRef>? Inputs { get; set; }

    /// <summary>The slices to write; null for the outputs' own arrays.</summary>
    public IReadOnlyList<SliceRef>? Outputs { get; set; }

    /// <summary>True where the results are to be fetched from here.</summary>
    public bool KeepsResults => isKept || Work.KeepsResults;

    /// <summary>Arrays of this node that were allocated for the chunk.</summary>
    public List<ArrayId> Arrays { get; } = [];

    /// <summary>Inputs that are being fetched.</summary>
    public int Unanswered { get; set; }

    /// <summary>Why an input cannot be had, if so.</summary>
    public string? Broken { get; set; }
}
