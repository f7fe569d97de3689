using ActorCompute.Messages;

namespace ActorCompute.Actors.Routing;

/// <summary>What the router knows of a worker in its present life: its credits, and what it has of them in use.</summary>
internal sealed class WorkerRecord(WorkProtocol.WorkerJoined joined, long now, bool renews)
{
    // What a worker runs, what it prepares meanwhile, and what is on its way to it.
    private const int FewChunks = 4;

    private readonly List<Assignment> _assignments = [];

    public ActorRef Worker { get; } = joined.Worker;

    public int Life { get; } = joined.Life;

    public bool SharesMemory { get; } = joined.SharesMemory;

    private bool MapsSegments { get; } = joined.MapsSegments;

    public long ByteCredit { get; } = joined.ByteCredit;

    public IReadOnlyList<Assignment> Assignments => _assignments;

    /// <summary>Chunks of all jobs that are open.</summary>
    public long OpenChunks { get; private set; }

    public bool IsIdle => OpenChunks == 0;

    /// <summary>When its node was last heard of, or when the worker joined.</summary>
    public long AliveAt { get; set; } = now;

    /// <summary>True for a worker of another node: one that renews its leases, and so can fall silent.</summary>
    public bool Renews { get; } = renews;

    /// <summary>True once the worker takes nothing new.</summary>
    public bool IsLeaving { get; set; }

    private long OpenBytes { get; set; }

    private int ChunkCredit { get; } = joined.ChunkCredit;

    /// <summary>How many more chunks of a job fit the credits.</summary>
    public long RoomFor(Job job)
    {
        long chunks = ChunkCredit - OpenChunks;
        long chunkBytes = job.ChunkBytes;
        return SharesMemory || chunkBytes == 0 ? chunks : Math.Min(chunks, (ByteCredit - OpenBytes) / chunkBytes);
    }

    /// <summary>True where a chunk of the job fits the credits once nothing else takes them.</summary>
    public bool CanHold(Job job) =>
        !IsLeaving && (SharesMemory || job.ChunkBytes <= ByteCredit) && !job.IsRefusedBy(Worker.Node);

    /// <summary>
    /// True where the worker takes more of a job. One that shares memory takes a range at a time; for another one the
    /// next range is to be there before the last is done, and before that the others have a turn.
    /// </summary>
    public bool Takes(Job job) => CanHold(job) && (SharesMemory ? Find(job) is null : OpenChunksOf(job) < FewChunks);

    /// <summary>
    /// True where it writes the results of these chunks to the client's memory itself, or to its file if it sees that.
    /// </summary>
    public bool WritesInPlace(Job job, long chunk)
    {
        if (SharesMemory) return true;
        bool isShared = job.OutputsAreInFiles || (MapsSegments && job.OutputsAreInSegments);
        return isShared && !job.HasOwnSlices(chunk) && !job.IsKept(this);
    }

    /// <summary>Chunks of a job that are open.</summary>
    public long OpenChunksOf(Job job)
    {
        long open = 0;
        foreach (Assignment assignment in _assignments)
        {
            if (assignment.Job == job) open += assignment.Open;
        }

        return open;
    }

    public Assignment? Find(Job job)
    {
        foreach (Assignment assignment in _assignments)
        {
            if (assignment.Job == job) return assignment;
        }

        return null;
    }

    public Assignment? Find(JobId job, long chunk, int attempt)
    {
        foreach (Assignment assignment in _assignments)
        {
            if (assignment.Attempt == attempt && assignment.Job.Id == job
                && chunk >= assignment.First && chunk < assignment.End)
            {
                return assignment;
            }
        }

        return null;
    }

    public void Open(Assignment assignment)
    {
        _assignments.Add(assignment);
        OpenChunks += assignment.Open;
        OpenBytes += assignment.Open * assignment.Job.ChunkBytes;
    }

    /// <summary>Chunks of an assignment are settled: their credits are free again.</summary>
    public void Settle(Assignment assignment, long chunks)
    {
        assignment.Open -= chunks;
        OpenChunks -= chunks;
        OpenBytes -= chunks * assignment.Job.ChunkBytes;
        if (assignment.Open == 0) _assignments.Remove(assignment);
    }
}
