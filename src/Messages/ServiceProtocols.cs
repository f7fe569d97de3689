using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Messages;

/// <summary>
/// The engine's executor, one a slot: it runs one kernel at a time, never inside an actor's Receive.
/// </summary>
public static class ExecutorProtocol
{
    /// <summary>Runs the job's kernel on a chunk. Answered with Finished, Failed, Stopped, Refused or
    /// Unplaced.</summary>
    /// <param name="Attempt">The attempt, which holds the leases of the output slices.</param>
    /// <param name="Spec">What to compute.</param>
    /// <param name="Inputs">
    /// The slice to read an input from, one an input; null where they are read in place.
    /// </param>
    /// <param name="Outputs">
    /// The slice to write an output to, one an output; null for the outputs' own arrays.
    /// </param>
    public sealed record Run(
        AttemptId Attempt, JobSpec Spec, IReadOnlyList<SliceRef>? Inputs, IReadOnlyList<SliceRef>? Outputs);

    /// <summary>
    /// Stops an attempt at its next block. Answered with Stopped, or with Finished or Failed where that came
    /// first.
    /// </summary>
    /// <param name="Attempt">The attempt.</param>
    public sealed record Stop(AttemptId Attempt);

    /// <summary>The chunk is computed, and the executor has let go of its slices.</summary>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Partials">The maximal complete nodes of the reduction's tree; empty without one.</param>
    public sealed record Finished(AttemptId Attempt, IReadOnlyList<PartialNode> Partials);

    /// <summary>The kernel failed, and the executor has let go of its slices.</summary>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Kind">What went wrong.</param>
    /// <param name="Message">One sentence.</param>
    public sealed record Failed(AttemptId Attempt, ErrorKind Kind, string Message);

    /// <summary>
    /// This node cannot compute the job, whatever the chunk; nothing of it was written.
    /// </summary>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Kind">What is wrong.</param>
    /// <param name="Message">One sentence.</param>
    public sealed record Refused(AttemptId Attempt, ErrorKind Kind, string Message);

    /// <summary>
    /// This node does not reach the outputs' own arrays, and the run brought no slices; nothing of it was
    /// written, and it may be sent again with slices.
    /// </summary>
    /// <param name="Attempt">The attempt.</param>
    public sealed record Unplaced(AttemptId Attempt);

    /// <summary>The attempt is stopped, and the executor has let go of its slices.</summary>
    /// <param name="Attempt">The attempt.</param>
    public sealed record Stopped(AttemptId Attempt);

    /// <summary>
    /// Keeps the node free for this slot: no run of another one begins from now on. Answered with Reserved
    /// when none goes on any more; those who ask at once have their turns. Not for a client's own node.
    /// </summary>
    /// <param name="Number">The reservation.</param>
    public sealed record Reserve(int Number);

    /// <summary>The node is this slot's alone, until it sends Free or its client's session ends.</summary>
    /// <param name="Number">The reservation.</param>
    public sealed record Reserved(int Number);

    /// <summary>Ends the slot's reservation, or its wait for one.</summary>
    public sealed record Free;
}

/// <summary>
/// The engine's transfers, one a node: they move slices between nodes, and keep a node's arrays.
/// </summary>
public static class TransferProtocol
{
    /// <summary>Makes an array of this node.</summary>
    /// <param name="Array">Its id, made by the sender.</param>
    /// <param name="Type">The dtype.</param>
    /// <param name="Count">Elements.</param>
    public sealed record Allocate(ArrayId Array, DType Type, long Count);

    /// <summary>Copies a slice into one of this node. Answered with Fetched or Broken.</summary>
    /// <param name="Attempt">The attempt, which holds the lease of the target.</param>
    /// <param name="Part">Which input or output of the job, from 0.</param>
    /// <param name="Source">The slice, of any node.</param>
    /// <param name="Target">The slice, of this node, with as many elements.</param>
    public sealed record Fetch(AttemptId Attempt, int Part, SliceRef Source, SliceRef Target);

    /// <summary>The slice is here.</summary>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Part">Which input or output.</param>
    public sealed record Fetched(AttemptId Attempt, int Part);

    /// <summary>The slice cannot be had, and nothing writes to the target any more.</summary>
    /// <param name="Attempt">The attempt.</param>
    /// <param name="Part">Which input or output.</param>
    /// <param name="Reason">One sentence.</param>
    public sealed record Broken(AttemptId Attempt, int Part, string Reason);

    /// <summary>Gives an array of this node back that was made by <see cref="Allocate"/>.</summary>
    /// <param name="Array">The array.</param>
    public sealed record Release(ArrayId Array);

    /// <summary>
    /// The job has ended on this node: what was kept for it goes, except for the arrays of abandoned slices,
    /// which are never reused.
    /// </summary>
    /// <param name="Job">The job.</param>
    /// <param name="Abandoned">Slices that an attempt may still write to.</param>
    public sealed record EndJob(JobId Job, IReadOnlyList<SliceRef> Abandoned);
}

/// <summary>What the router and the aggregator, both of the client's process, say to each other.</summary>
public static class AggregatorProtocol
{
    /// <summary>A job begins.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Spec">What it computes.</param>
    public sealed record BeginJob(JobId Job, JobSpec Spec);

    /// <summary>Chunks whose results are in their slices. A chunk is committed once.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Chunks">The chunks.</param>
    public sealed record CommitChunks(JobId Job, IReadOnlyList<CommittedChunk> Chunks);

    /// <summary>The job will not be completed.</summary>
    /// <param name="Job">The job.</param>
    public sealed record DropJob(JobId Job);

    /// <summary>All chunks are committed.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Outputs">For each output its elements in order, in as few slices as they make.</param>
    /// <param name="Value">The value of the reduction, if there is one.</param>
    /// <param name="Warning">A sentence about the value, or null.</param>
    public sealed record JobAggregated(
        JobId Job, IReadOnlyList<IReadOnlyList<SliceRef>> Outputs, Scalar? Value, string? Warning);

    /// <summary>The reduction has no value: the least of no elements, for instance.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Kind">What went wrong.</param>
    /// <param name="Message">One sentence.</param>
    public sealed record AggregationFailed(JobId Job, ErrorKind Kind, string Message);
}

/// <summary>A committed chunk.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Partials">Its nodes of the reduction's tree; empty without one.</param>
/// <param name="Outputs">
/// Where its elements are, one slice an output; null for the outputs' own arrays.
/// </param>
public readonly record struct CommittedChunk(
    long Chunk, IReadOnlyList<PartialNode> Partials, IReadOnlyList<SliceRef>? Outputs);
