namespace ActorCompute.Client;

/// <summary>How one job is computed. No choice here changes a bit of the result. Immutable.</summary>
public sealed record JobOptions
{
    /// <summary>
    /// Elements of a chunk, the unit of dispatch, rounded up to blocks of 4,096; null, the default, lets the
    /// cost of the expression decide.
    /// </summary>
    public long? ChunkSize { get; init; }

    /// <summary>How many workers may compute the job at once; null, the default, is all.</summary>
    public int? MaxWorkers { get; init; }

    /// <summary>How long the job may take; null, the default, is for ever.</summary>
    /// <remarks>
    /// The job then fails as soon as every kernel has seen it, within a block of elements; a kernel of your
    /// own that does not return is waited for up to five seconds more.
    /// </remarks>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// How long nothing may move before the job fails; 60 s by default. A chunk moves when it is assigned and
    /// when it is done: allow more for a kernel of your own that takes as long over 4,096 elements.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = Messages.JobSpec.DefaultStallTimeout;

    /// <summary>
    /// True, the default, to let the thread that calls MapAsync, EvaluateAsync or ReduceAsync compute chunks
    /// until the job is done, which saves a small job the hand-off to another thread. False to return at
    /// once: for the thread of a user interface. Jobs with delegates of the program always return at once.
    /// </summary>
    public bool CallerHelps { get; init; } = true;

    /// <summary>
    /// Told how far the job is, at most every 50 ms and once when it is done, on the thread pool. If it
    /// throws, the job is stopped and fails with what it threw.
    /// </summary>
    public IProgress<JobProgress>? Progress { get; init; }
}

/// <summary>How far a job is.</summary>
/// <param name="ElementsDone">Elements computed.</param>
/// <param name="Elements">Elements of the job.</param>
/// <param name="ChunksDone">Chunks computed.</param>
/// <param name="Chunks">Chunks of the job.</param>
public readonly record struct JobProgress(long ElementsDone, long Elements, long ChunksDone, long Chunks);
