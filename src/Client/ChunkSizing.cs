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
    /// <summary>The chunk size for a job.</summary>
    /// <param name="count">Elements of the job.</param>
    /// <param name="nanoseconds">The estimated cost of the job on one thread.</param>
    /// <param name="workers">How many workers may compute it.</param>
    /// <param name="road">How the elements come to the kernels.</param>
    public static long Default(long count, double nanoseconds, int workers, Road road)
    {
        if (workers == 1 || nanoseconds < road.WorthSharingNanoseconds)
        {
            return Math.Clamp(count, 1, road.LargestChunk);
        }

        // Of a share s cut into chunks of c, messages take (s / c) * NanosecondsPerChunk, and the wait at the
        // end c / 2 on average. Their sum is least where c is the root of 2 * s * NanosecondsPerChunk.
        double share = nanoseconds / workers;
        double chunk = Math.Min(share, Math.Sqrt(2 * share * road.NanosecondsPerChunk));
        return Block.RoundUp((long)Math.Min(road.LargestChunk, count * (chunk / nanoseconds)));
    }

    /// <summary>The grid of a job, by the caller's wish or by default.</summary>
    public static ChunkGrid Grid(long count, Plan plan, int slots, JobOptions options, Road road)
    {
        int workers = Math.Max(1, Math.Min(options.MaxWorkers ?? slots, slots));
        double nanoseconds = plan.EstimateNanoseconds(count) + count * road.NanosecondsPerElement;
        return ChunkGrid.For(count, options.ChunkSize ?? Default(count, nanoseconds, workers, road));
    }
}

/// <summary>What it costs to bring a chunk to its kernel and back.</summary>
/// <param name="NanosecondsPerChunk">The messages and the waits.</param>
/// <param name="NanosecondsPerElement">The bytes that are sent.</param>
/// <param name="WorthSharingNanoseconds">A job of less is one chunk.</param>
/// <param name="LargestChunk">The most elements of a chunk, unless the caller wants more.</param>
internal readonly record struct Road(
    double NanosecondsPerChunk,
    double NanosecondsPerElement,
    double WorthSharingNanoseconds,
    long LargestChunk)
{
    // One worker has nobody to share with, and a long job many chunks anyway: such chunks only have to let a
    // stop or a second job in.
    private const long MostElements = 1L << 20;

    // Enough for sockets to be busy.
    private const long MostBytes = 4L << 20;

    // Loopback sockets move some gigabytes a second, both ends included.
    private const double NanosecondsPerByte = 0.3;

    // Where two threads take turns, a chunk costs the messages, which they hand each other from cache to
    // cache, and a new start in memory, which the processor's prefetchers first have to notice. A job of less
    // than a wake-up is faster on the calling thread than with another one to wake.
    public static Road InProcess => new(2_000, 0, 80_000, MostElements);

    /// <summary>Between processes.</summary>
    /// <param name="sent">How many bytes of each element are sent.</param>
    /// <param name="held">How many of them a node is taken to hold, sent or not.</param>
    /// <param name="granted">How many bytes the least of the nodes takes for a chunk.</param>
    public static Road Between(long sent, long held, long granted) => new(
        sent == 0 ? 10_000 : 100_000,
        sent * NanosecondsPerByte,
        200_000,
        held == 0 ? MostElements : Math.Max(Block.Size, WholeBlocks(Math.Min(MostBytes, granted) / held)));

    private static long WholeBlocks(long elements) => elements / Block.Size * Block.Size;
}
