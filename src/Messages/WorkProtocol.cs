using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Messages;

/// <summary>
/// What the router and a worker say to each other. Work is pulled: a worker grants credits, and the router
/// assigns ranges of chunks within them.
/// </summary>
public static class WorkProtocol
{
    /// <summary>
    /// A worker offers its slot, holding no chunk. Sent again after a <see cref="ResetWorker"/>.
    /// </summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">
    /// Counts the offers of this worker, from 1: what belongs to an earlier life is void.
    /// </param>
    /// <param name="SharesMemory">
    /// True where the worker reads the inputs and writes the outputs in place; false where it fetches inputs
    /// and its results are fetched.
    /// </param>
    /// <param name="MapsSegments">
    /// True where it reads inputs and writes outputs in place that lie in segments, and only those.
    /// </param>
    /// <param name="ChunkCredit">How many chunks it takes at once.</param>
    /// <param name="ByteCredit">
    /// How many bytes of chunks it takes at once (<see cref="JobSpec.BytesPerElement"/>).
    /// </param>
    public sealed record WorkerJoined(
        ActorRef Worker, int Life, bool SharesMemory, bool MapsSegments, int ChunkCredit, long ByteCredit);

    /// <summary>Chunks to compute, in order.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Spec">What it computes.</param>
    /// <param name="FirstChunk">The first chunk.</param>
    /// <param name="Chunks">How many chunks.</param>
    /// <param name="Attempt">The number of the attempts at these chunks.</param>
    /// <param name="Life">The worker's life that this is for; a worker in another life drops it.</param>
    /// <param name="IsInPlace">
    /// True where the results go into the outputs' own arrays, or the fresh slices, or the outputs' files if
    /// the node sees them; false where the worker keeps them until they are fetched.
    /// </param>
    /// <param name="FreshOutputs">
    /// Slices to write instead of the outputs' own, one an output, where those are abandoned; then Chunks is
    /// 1. Null otherwise.
    /// </param>
    public sealed record AssignChunks(
        JobId Job,
        JobSpec Spec,
        long FirstChunk,
        int Chunks,
        int Attempt,
        int Life,
        bool IsInPlace,
        IReadOnlyList<SliceRef>? FreshOutputs);

    /// <summary>
    /// Asks for the second half of what the worker has not started; not answered where that is nothing.
    /// </summary>
    /// <param name="Job">The job.</param>
    public sealed record ReturnChunks(JobId Job);

    /// <summary>Chunks that the worker gives back, none of which it has started.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    /// <param name="Job">The job.</param>
    /// <param name="FirstChunk">The first chunk.</param>
    /// <param name="Chunks">How many chunks.</param>
    /// <param name="Attempt">The number of the attempts that end with this.</param>
    public sealed record ChunksReturned(
        ActorRef Worker, int Life, JobId Job, long FirstChunk, int Chunks, int Attempt);

    /// <summary>Chunks that the worker has finished, a batch at a time.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    /// <param name="Job">The job.</param>
    /// <param name="Results">What came of them, in order.</param>
    public sealed record ChunksFinished(
        ActorRef Worker, int Life, JobId Job, IReadOnlyList<ChunkResult> Results);

    /// <summary>A kernel failed on a chunk. The job fails.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    /// <param name="Attempt">The attempt, which ends with this.</param>
    /// <param name="Kind">What went wrong.</param>
    /// <param name="Message">One sentence.</param>
    public sealed record ChunkFailed(
        ActorRef Worker, int Life, AttemptId Attempt, ErrorKind Kind, string Message);

    /// <summary>
    /// An input could not be fetched, or the node had no memory for the chunk: it goes out again.
    /// </summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    /// <param name="Attempt">The attempt, which ends with this.</param>
    /// <param name="Reason">One sentence.</param>
    public sealed record ChunkBroken(ActorRef Worker, int Life, AttemptId Attempt, string Reason);

    /// <summary>
    /// The worker's node cannot compute the job, which another one may: a file is not there, or is not the
    /// client's. The chunk goes elsewhere, and the node gets none of this job any more.
    /// </summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    /// <param name="Attempt">The attempt, which ends with this.</param>
    /// <param name="Kind">What is wrong.</param>
    /// <param name="Message">One sentence.</param>
    public sealed record ChunkRefused(
        ActorRef Worker, int Life, AttemptId Attempt, ErrorKind Kind, string Message);

    /// <summary>The router has no more use for the worker's own copy of these results.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Chunks">The chunks whose results may go.</param>
    public sealed record ReleaseResults(JobId Job, IReadOnlyList<long> Chunks);

    /// <summary>Stops and forgets everything of a job.</summary>
    /// <param name="Job">The job.</param>
    public sealed record StopJob(JobId Job);

    /// <summary>No attempt of the job runs on the worker any more, and none will.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    /// <param name="Job">The job.</param>
    public sealed record JobStopped(ActorRef Worker, int Life, JobId Job);

    /// <summary>
    /// Stops everything and starts a new life: the router had given the worker up, or does not know it.
    /// </summary>
    /// <param name="Life">The life to end; a worker in a later one ignores this.</param>
    public sealed record ResetWorker(int Life);

    /// <summary>
    /// Asks that the worker's slot have its node to itself, among the slots of all clients: nothing else
    /// begins there from now on. Answered with NodeReserved when nothing else runs there any more.
    /// </summary>
    /// <param name="Life">The worker's life that this is for; a worker in another life drops it.</param>
    /// <param name="Number">Counts the router's reservations.</param>
    public sealed record ReserveNode(int Life, int Number);

    /// <summary>
    /// Only what the worker is assigned runs on its node from now on, until FreeNode, or until its life or
    /// its client's session ends.
    /// </summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    /// <param name="Number">The reservation.</param>
    public sealed record NodeReserved(ActorRef Worker, int Life, int Number);

    /// <summary>Ends a reservation, or the wait for it.</summary>
    /// <param name="Number">The reservation; a worker that has another one ignores this.</param>
    public sealed record FreeNode(int Number);

    /// <summary>The worker takes nothing new from now on: its node is about to end.</summary>
    /// <param name="Worker">The worker.</param>
    /// <param name="Life">Its life.</param>
    public sealed record WorkerLeaving(ActorRef Worker, int Life);

    /// <summary>
    /// From the worker's own node, which is about to end: the worker gives back what it has not started,
    /// finishes what it has, and takes nothing new. Answered with WorkerDrained if nothing is left; else to
    /// be sent again.
    /// </summary>
    /// <param name="ReplyTo">Who is told.</param>
    public sealed record DrainWorker(ActorRef ReplyTo);

    /// <summary>Nothing runs on the worker, and no result waits there.</summary>
    /// <param name="Worker">The worker.</param>
    public sealed record WorkerDrained(ActorRef Worker);

    /// <summary>
    /// A node is alive, and with it the leases of its workers' attempts. Sent every second by each node.
    /// </summary>
    /// <param name="Node">The node.</param>
    /// <param name="Workers">
    /// Its workers; those that the router does not know are reset, so that they join again.
    /// </param>
    public sealed record RenewLeases(NodeId Node, IReadOnlyList<ActorRef> Workers);
}

/// <summary>What came of a chunk.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Attempt">The number of the attempt.</param>
/// <param name="Partials">
/// The maximal complete nodes of the reduction's tree that the chunk covers; empty without one.
/// </param>
/// <param name="Outputs">
/// Where the results are to be fetched, one slice an output; null where they are in place.
/// </param>
public readonly record struct ChunkResult(
    long Chunk, int Attempt, IReadOnlyList<PartialNode> Partials, IReadOnlyList<SliceRef>? Outputs);
