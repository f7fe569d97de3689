using ActorCompute.Arrays;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Messages;

namespace ActorCompute.Client;

/// <summary>
/// The default chunk size: where what the chunks cost beside their kernels is as much as what a worker waits,
/// at the end, for the last one. A job too small to be worth a second thread is one chunk.
/// </summary>
internal static class ChunkSizing
{
    /// <summary>
    /// What a chunk costs beside its kernel where two threads take turns: the messages, which threads hand
    /// each other from cache to cache, and a new start in memory, which the processor's prefetchers first
    /// have to notice.
    /// </summary>
    private const double ChunkNanoseconds = 2_000;

    /// <summary>
    /// A job of less than this is faster on the calling thread than with another one to wake.
    /// </summary>
    private const double WorthSharingNanoseconds = 80_000;

    // One worker has nobody to share with, and a long job many chunks anyway: such chunks only have to let a
    // stop or a second job in.
    private const long LargestChunk = 1L << 20;

    /// <summary>The chunk size for a job.</summary>
    /// <param name="count">Elements of the job.</param>
    /// <param name="nanoseconds">The estimated cost of the job on one thread.</param>
    /// <param name="workers">How many workers may compute it.</param>
    public static long Default(long count, double nanoseconds, int workers)
    {
        if (workers == 1 || nanoseconds < WorthSharingNanoseconds) return Math.Clamp(count, 1, LargestChunk);

        // Of a share s cut into chunks of c, messages take (s / c) * ChunkNanoseconds, and the wait at the
        // end c / 2 on average. Their sum is least where c is the root of 2 * s * ChunkNanoseconds.
        double share = nanoseconds / workers;
        double chunk = Math.Min(share, Math.Sqrt(2 * share * ChunkNanoseconds));
        return Block.RoundUp((long)Math.Min(LargestChunk, count * (chunk / nanoseconds)));
    }

    /// <summary>The grid of a job, by the caller's wish or by default.</summary>
    public static ChunkGrid Grid(long count, Plan plan, int slots, JobOptions options)
    {
        int workers = Math.Min(options.MaxWorkers ?? slots, slots);
        long size = options.ChunkSize ?? Default(count, plan.EstimateNanoseconds(count), workers);
        return ChunkGrid.For(count, size);
    }
}
