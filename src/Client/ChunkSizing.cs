using ActorCompute.Arrays;
using ActorCompute.Messages;

namespace ActorCompute.Client;

/// <summary>
/// The default chunk size: chunks that take some tens of microseconds, long against the third of a
/// microsecond that a chunk costs to dispatch and short against the whole, so that no worker waits long for
/// the last one. A job too small to be worth a second thread is one chunk.
/// </summary>
internal static class ChunkSizing
{
    /// <summary>What a chunk should take.</summary>
    private const double ChunkNanoseconds = 40_000;

    /// <summary>
    /// A job of less than this is faster on the calling thread than with another one to wake.
    /// </summary>
    private const double WorthSharingNanoseconds = 30_000;

    /// <summary>The chunk size for a job.</summary>
    /// <param name="count">Elements of the job.</param>
    /// <param name="nanosecondsPerElement">The estimated cost of an element on one thread.</param>
    /// <param name="workers">How many workers may compute it.</param>
    public static long Default(long count, double nanosecondsPerElement, int workers)
    {
        double total = count * nanosecondsPerElement;
        if (workers == 1 || total < WorthSharingNanoseconds)
        {
            return Math.Min(Math.Max(count, 1), OneWorkerChunk);
        }

        double chunks = Math.Max(
            total / ChunkNanoseconds, Math.Min(workers, total / (WorthSharingNanoseconds / 2)));
        return Block.RoundUp((long)Math.Min(OneWorkerChunk, count / chunks));
    }

    // One worker has nobody to share with; its chunks only have to let a stop or a second job in.
    private const long OneWorkerChunk = 1L << 20;

    /// <summary>The grid of a job, by the caller's wish or by default.</summary>
    public static ChunkGrid Grid(long count, double nanosecondsPerElement, int slots, JobOptions options)
    {
        int workers = Math.Min(options.MaxWorkers ?? slots, slots);
        return ChunkGrid.For(count, options.ChunkSize ?? Default(count, nanosecondsPerElement, workers));
    }
}
