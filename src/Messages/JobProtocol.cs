using ActorCompute.Arrays;

namespace ActorCompute.Messages;

/// <summary>
/// What a program and the router say to each other about a job. The router answers <see cref="SubmitJob"/>
/// with
/// <see cref="JobAccepted"/>, any number of <see cref="JobProgress"/>, and exactly one
/// <see cref="JobCompleted"/> or
/// <see cref="JobFailed"/>.
/// </summary>
public static class JobProtocol
{
    /// <summary>Computes a job.</summary>
    /// <param name="Job">A new id, made by the client.</param>
    /// <param name="Spec">What to compute.</param>
    /// <param name="ReplyTo">Who hears of it.</param>
    public sealed record SubmitJob(JobId Job, JobSpec Spec, ActorRef ReplyTo);

    /// <summary>Stops a job, which then fails as cancelled, unless it has ended already.</summary>
    /// <param name="Job">The job.</param>
    public sealed record CancelJob(JobId Job);

    /// <summary>The job is queued.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Chunks">How many chunks it has.</param>
    /// <param name="ChunkSize">The effective chunk size, in elements.</param>
    public sealed record JobAccepted(JobId Job, long Chunks, long ChunkSize);

    /// <summary>How far the job is. Sent at most every 50 ms.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="ChunksDone">Chunks committed.</param>
    /// <param name="ElementsDone">Elements committed.</param>
    public sealed record JobProgress(JobId Job, long ChunksDone, long ElementsDone);

    /// <summary>The job is done, and no attempt writes to its arrays any more.</summary>
    /// <param name="Job">The job.</param>
    /// <param name="Outputs">
    /// For each output its elements in order, as slices: one slice of the client's array, or several where a
    /// slice had to be abandoned to a silent worker and its chunk was computed elsewhere.
    /// </param>
    /// <param name="Value">The value of the reduction, if there is one.</param>
    /// <param name="Warning">
    /// A sentence about the value, or null: the mean of no elements, for instance.
    /// </param>
    /// <param name="Statistics">What it took.</param>
    /// <param name="Story">What happened, in order.</param>
    public sealed record JobCompleted(
        JobId Job,
        IReadOnlyList<IReadOnlyList<SliceRef>> Outputs,
        Scalar? Value,
        string? Warning,
        JobStatistics Statistics,
        IReadOnlyList<StoryEvent> Story);

    /// <summary>
    /// The job failed. No attempt writes to its arrays any more, but for the abandoned slices.
    /// </summary>
    /// <param name="Job">The job.</param>
    /// <param name="Kind">What went wrong.</param>
    /// <param name="Message">One sentence that names the chunk, the node and the cause.</param>
    /// <param name="Abandoned">
    /// Slices that an attempt which did not answer may still write to: their arrays are never reused.
    /// </param>
    /// <param name="Statistics">What it took until then.</param>
    /// <param name="Story">What happened, in order.</param>
    public sealed record JobFailed(
        JobId Job,
        ErrorKind Kind,
        string Message,
        IReadOnlyList<SliceRef> Abandoned,
        JobStatistics Statistics,
        IReadOnlyList<StoryEvent> Story)
    {
        /// <summary>
        /// The answer to who sends a job that somebody else has sent before, and who goes on to hear of it.
        /// </summary>
        /// <param name="job">The job.</param>
        public static JobFailed SentTwice(JobId job) => new(
            job,
            ErrorKind.InvalidState,
            $"{job} was sent before, and a job is sent once: prepare another one",
            [],
            new JobStatistics(0, 0, 0, 0, 0, 0, TimeSpan.Zero),
            []);
    }
}

/// <summary>What a job took.</summary>
/// <param name="Chunks">Chunks of the job.</param>
/// <param name="ChunksDone">Chunks committed.</param>
/// <param name="ChunkSize">The effective chunk size, in elements.</param>
/// <param name="Retries">Chunks that were assigned again after their worker was lost.</param>
/// <param name="Workers">Workers that committed a chunk.</param>
/// <param name="Nodes">Nodes of these workers.</param>
/// <param name="Elapsed">From submission to the end.</param>
public sealed record JobStatistics(
    long Chunks, long ChunksDone, long ChunkSize, long Retries, int Workers, int Nodes, TimeSpan Elapsed);

/// <summary>One line of a job's story.</summary>
/// <param name="At">The time since submission.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Worker">The worker it concerns, or nobody.</param>
/// <param name="FirstChunk">The first chunk it concerns, or -1.</param>
/// <param name="Chunks">How many chunks from there on.</param>
/// <param name="Detail">More, where there is more to say.</param>
public readonly record struct StoryEvent(
    TimeSpan At, StoryKind Kind, ActorRef Worker, long FirstChunk, long Chunks, string? Detail = null);

/// <summary>What happened in a job's story.</summary>
public enum StoryKind
{
    /// <summary>The router took the job.</summary>
    Submitted,

    /// <summary>Chunks went to a worker.</summary>
    Assigned,

    /// <summary>A worker finished chunks, and they were committed.</summary>
    Committed,

    /// <summary>A result came after another attempt's had been accepted.</summary>
    Ignored,

    /// <summary>A worker gave chunks back that it had not started.</summary>
    Returned,

    /// <summary>A worker died, and its chunks go out again.</summary>
    Lost,

    /// <summary>A worker fell silent: its chunks go out again, its slices are abandoned.</summary>
    Silent,

    /// <summary>The job is being stopped.</summary>
    Stopping,

    /// <summary>A worker did not answer a stop in time: its slices are abandoned.</summary>
    Abandoned,

    /// <summary>The job ended.</summary>
    Ended,

    /// <summary>A worker's node cannot compute the job, and gets no more of it.</summary>
    Refused,
}
