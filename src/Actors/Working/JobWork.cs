using ActorCompute.Messages;

namespace ActorCompute.Actors.Working;

/// <summary>What a worker has of one job.</summary>
internal sealed class JobWork(JobId job, JobSpec spec)
{
    private readonly List<WorkProtocol.AssignChunks> _ranges = [];
    private long _taken;

    public JobId Job { get; } = job;

    public JobSpec Spec { get; } = spec;

    /// <summary>Chunks that are being fetched, are ready, or run.</summary>
    public int InProgress { get; set; }

    /// <summary>Results that have not been reported.</summary>
    public List<ChunkResult> Results { get; set; } = [];

    /// <summary>When results were last reported, or the first of the batch began.</summary>
    public long ReportedAt { get; set; }

    /// <summary>Reported chunks whose results are still here, and their arrays.</summary>
    public Dictionary<long, List<ArrayId>> Kept { get; } = [];

    /// <summary>The outputs are out of this node's reach, so that results are kept, whatever an assignment allows.</summary>
    public bool KeepsResults { get; set; }

    /// <summary>The job is being stopped: no chunk starts, and no result is reported.</summary>
    public bool IsStopping { get; set; }

    /// <summary>Chunks that have not been started.</summary>
    public long Unstarted { get; private set; }

    public void Add(WorkProtocol.AssignChunks assigned)
    {
        _ranges.Add(assigned);
        Unstarted += assigned.Chunks;
    }

    /// <summary>Takes the next chunk. Call only where one is unstarted.</summary>
    public ChunkTask Take()
    {
        WorkProtocol.AssignChunks range = _ranges[0];
        var attempt = new AttemptId(Job, range.FirstChunk + _taken, range.Attempt);
        var task = new ChunkTask(this, attempt, isKept: !range.IsInPlace && Spec.Outputs.Count > 0)
        {
            Outputs = range.FreshOutputs,
        };
        Unstarted--;
        InProgress++;
        if (++_taken == range.Chunks)
        {
            _ranges.RemoveAt(0);
            _taken = 0;
        }

        return task;
    }

    /// <summary>Gives back the second half of what is unstarted, as far as it is one range; null for nothing.</summary>
    public WorkProtocol.AssignChunks? GiveBack()
    {
        if (Unstarted == 0) return null;
        WorkProtocol.AssignChunks last = _ranges[^1];
        long unstarted = last.Chunks - (_ranges.Count == 1 ? _taken : 0);
        int given = (int)Math.Min(unstarted, (Unstarted + 1) / 2);
        Unstarted -= given;
        if (given == last.Chunks - (_ranges.Count == 1 ? _taken : 0))
        {
            _ranges.RemoveAt(_ranges.Count - 1);
            if (_ranges.Count == 0) _taken = 0;
        }
        else
        {
            _ranges[^1] = last with { Chunks = last.Chunks - given };
        }

        return last with { FirstChunk = last.FirstChunk + last.Chunks - given, Chunks = given };
    }

    public void Stop()
    {
        IsStopping = true;
        _ranges.Clear();
        _taken = 0;
        Unstarted = 0;
        Results = [];
    }
}
