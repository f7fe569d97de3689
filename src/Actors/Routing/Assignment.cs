namespace ActorCompute.Actors.Routing;

/// <summary>A range of a job's chunks at a worker, until each of them is settled one way or another.</summary>
internal sealed class Assignment(Job job, ChunkRange range, int attempt, bool isInPlace)
{
    public Job Job { get; } = job;

    /// <summary>The number of the attempts at these chunks.</summary>
    public int Attempt { get; } = attempt;

    /// <summary>True where the worker writes to the client's memory itself.</summary>
    public bool IsInPlace { get; } = isInPlace;

    public long First { get; } = range.First;

    /// <summary>One past the last chunk; falls when the worker gives chunks back.</summary>
    public long End { get; set; } = range.First + range.Count;

    /// <summary>Chunks that are neither committed nor back with the job.</summary>
    public long Open { get; set; } = range.Count;

    /// <summary>The worker has been asked to give chunks back and has not reported since.</summary>
    public bool ReturnAsked { get; set; }

    /// <summary>The chunks that the worker still has, in order.</summary>
    public IEnumerable<long> HeldChunks()
    {
        for (long chunk = First; chunk < End; chunk++)
        {
            if (Job.Chunks.Is(chunk, ChunkState.Assigned, Attempt)) yield return chunk;
        }
    }
}
