using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>Every chunk of a completed job is committed exactly once, and none of any job twice.</summary>
public sealed class CommitOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly Dictionary<JobId, HashSet<long>> _committed = [];
    private readonly HashSet<JobId> _ended = [];

    protected override string Name => "commits";

    public override void Sent(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case BeginJob begun:
                bool isKnown = _ended.Contains(begun.Job) || !_committed.TryAdd(begun.Job, []);
                if (isKnown) Violate($"{begun.Job} begins twice");
                break;
            case CommitChunks commit:
                foreach (CommittedChunk chunk in commit.Chunks) Commit(commit.Job, chunk.Chunk);
                break;
            case JobCompleted completed:
                long committed = _committed[completed.Job].Count;
                long chunks = completed.Statistics.Chunks;
                if (committed != chunks)
                {
                    Violate($"{completed.Job} ends with {committed} of {chunks} chunks committed");
                }
                if (completed.Statistics.ChunksDone != chunks)
                {
                    Violate($"{completed.Job} ends with wrong statistics");
                }
                End(completed.Job);
                break;
            case JobFailed failed:
                End(failed.Job);
                break;
        }
    }

    private void End(JobId job)
    {
        _ended.Add(job);
        _committed.Remove(job);
    }

    private void Commit(JobId job, long chunk)
    {
        if (_ended.Contains(job)) Violate($"{job} chunk {chunk} is committed after the end of the job");
        if (!_committed.TryGetValue(job, out HashSet<long>? chunks)) Violate($"{job} has not begun");
        if (!chunks.Add(chunk)) Violate($"{job} chunk {chunk} is committed twice");
    }
}
