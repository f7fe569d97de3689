using ActorCompute.Arrays;

namespace ActorCompute.Messages;

/// <summary>
/// How a job's elements are cut into chunks: runs of whole blocks, the last of which may be short. A job of
/// items is cut in the same way, but an item is not an element: its chunks are of any size.
/// </summary>
/// <param name="Count">Elements or items of the job.</param>
/// <param name="ChunkSize">
/// Elements of a chunk, a multiple of <see cref="Block.Size"/>; or items, from 1.
/// </param>
public readonly record struct ChunkGrid(long Count, long ChunkSize)
{
    /// <summary>
    /// The most chunks that a job may have; a smaller chunk size than this allows is raised.
    /// </summary>
    public const long MaxChunks = 1L << 20;

    /// <summary>
    /// A grid whose chunk size is <paramref name="requested"/> rounded up to whole blocks, and further
    /// where the job would have more than <see cref="MaxChunks"/> chunks.
    /// </summary>
    public static ChunkGrid For(long count, long requested)
    {
        long most = Block.RoundUp(Math.Max(count, 1));
        long size = Math.Max(LeastChunkSize(count), Math.Min(requested, most));
        return new ChunkGrid(count, Block.RoundUp(size));
    }

    /// <summary>
    /// A grid of items whose chunk size is <paramref name="requested"/>, raised where the job would have
    /// more than <see cref="MaxChunks"/> chunks.
    /// </summary>
    public static ChunkGrid ForItems(long count, long requested)
    {
        long least = Math.Max(1, LeastChunkSize(count));
        return new ChunkGrid(count, Math.Clamp(requested, least, Math.Max(least, count)));
    }

    /// <summary>How many chunks there are. A job of no elements has one, empty chunk.</summary>
    public long Chunks => Count == 0 ? 1 : (Count - 1) / ChunkSize + 1;

    /// <summary>The index of the first element of a chunk.</summary>
    public long Start(long chunk) => chunk * ChunkSize;

    /// <summary>The elements of a chunk.</summary>
    public long Length(long chunk) => Math.Min(ChunkSize, Count - Start(chunk));

    private static long LeastChunkSize(long count) => count / MaxChunks + (count % MaxChunks == 0 ? 0 : 1);
}
