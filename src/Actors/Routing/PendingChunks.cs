namespace ActorCompute.Actors.Routing;

/// <summary>Chunks from First on.</summary>
internal readonly record struct ChunkRange(long First, long Count);

/// <summary>
/// The chunks of a job that wait for a worker, handed out in ranges of falling size (guided self-scheduling:
/// Polychronopoulos and Kuck, 1987): large ones first, which cost few messages, single chunks at the end, which
/// leave no worker waiting for another.
/// </summary>
internal sealed class PendingChunks
{
    private readonly Stack<ChunkRange> _ranges = new();

    public long Count { get; private set; }

    /// <summary>Adds chunks, which go out before those that wait already.</summary>
    public void Add(ChunkRange range)
    {
        if (range.Count == 0) return;
        _ranges.Push(range);
        Count += range.Count;
    }

    /// <summary>
    /// Takes the next range: a part of what waits that shrinks with it, and at most <paramref name="limit"/>.
    /// Call only where something waits.
    /// </summary>
    public ChunkRange Take(int workers, long limit)
    {
        long share = Math.Max(1, Count / (2L * workers));
        ChunkRange next = _ranges.Pop();
        var taken = next with { Count = Math.Min(next.Count, Math.Min(share, limit)) };
        if (taken.Count < next.Count) _ranges.Push(new ChunkRange(next.First + taken.Count, next.Count - taken.Count));
        Count -= taken.Count;
        return taken;
    }

    public void Clear()
    {
        _ranges.Clear();
        Count = 0;
    }
}
