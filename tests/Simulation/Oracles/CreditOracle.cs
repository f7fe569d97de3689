using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Scenarios;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Oracles;

/// <summary>
/// What a worker has in hand is never more than it granted in its present life, in chunks and in bytes.
/// </summary>
public sealed class CreditOracle(Simulator simulator) : Oracle(simulator)
{
    private readonly Dictionary<ActorRef, Grant> _grants = [];

    protected override string Name => "credits";

    public override void Sent(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case AssignChunks assigned:
                Assign(envelope.Target, assigned);
                break;
            case StopJob stop when _grants.TryGetValue(envelope.Target, out Grant? stopped):
                stopped.Stopping.Add(stop.Job);
                break;
            case ReleaseResults released when _grants.TryGetValue(envelope.Target, out Grant? grant):
                foreach (long chunk in released.Chunks) grant.Held.Remove((released.Job, chunk));
                break;
        }
    }

    public override void Delivered(in Envelope envelope)
    {
        switch (envelope.Message)
        {
            case WorkerJoined joined:
                bool isKnown = _grants.TryGetValue(joined.Worker, out Grant? before);
                if (!isKnown || before!.Life < joined.Life) _grants[joined.Worker] = new Grant(joined);
                break;
            case ChunksReturned returned:
                for (long i = 0; i < returned.Chunks; i++)
                {
                    var attempt = new AttemptId(returned.Job, returned.FirstChunk + i, returned.Attempt);
                    End(returned.Worker, returned.Life, attempt);
                }

                break;
            case ChunksFinished finished:
                foreach (ChunkResult result in finished.Results)
                {
                    if (result.Outputs is not null && !IsStopping(finished)) continue;
                    var attempt = new AttemptId(finished.Job, result.Chunk, result.Attempt);
                    End(finished.Worker, finished.Life, attempt);
                }

                break;
            case ChunkFailed failed:
                End(failed.Worker, failed.Life, failed.Attempt);
                break;
            case ChunkBroken broken:
                End(broken.Worker, broken.Life, broken.Attempt);
                break;
            case ChunkRefused refused:
                End(refused.Worker, refused.Life, refused.Attempt);
                break;
            case JobStopped stopped:
                EndAll(stopped.Worker, stopped.Life, stopped.Job);
                break;
        }
    }

    private void Assign(ActorRef worker, AssignChunks assigned)
    {
        if (!_grants.TryGetValue(worker, out Grant? grant))
        {
            Violate($"{worker} gets chunks and has not joined");
        }
        if (grant.Life != assigned.Life) return;
        JobSpec spec = assigned.Spec;
        for (long chunk = assigned.FirstChunk; chunk < assigned.FirstChunk + assigned.Chunks; chunk++)
        {
            long bytes = grant.SharesMemory ? 0 : spec.Grid.Length(chunk) * spec.BytesPerElement;
            if (!grant.Held.TryAdd((assigned.Job, chunk), (assigned.Attempt, bytes)))
            {
                Violate($"{worker} gets {assigned.Job} chunk {chunk} and has it already");
            }
        }

        NodePlan plan = Simulator.Scenario.Nodes[Network.Place(worker)];
        long held = grant.Held.Values.Sum(one => one.Bytes);
        if (grant.Held.Count > plan.ChunkCredit)
        {
            Violate($"{worker} has {grant.Held.Count} chunks of {plan.ChunkCredit}");
        }
        if (held > plan.ByteCredit) Violate($"{worker} has {held} bytes of {plan.ByteCredit}");
    }

    // A stop, which is ahead of any further chunk, ends with the chunks that ran the results that are kept.
    private bool IsStopping(ChunksFinished finished) =>
        _grants.TryGetValue(finished.Worker, out Grant? grant) && grant.Stopping.Contains(finished.Job);

    private void End(ActorRef worker, int life, AttemptId attempt)
    {
        if (!_grants.TryGetValue(worker, out Grant? grant) || grant.Life != life) return;
        (JobId, long) chunk = (attempt.Job, attempt.Chunk);
        if (!grant.Held.TryGetValue(chunk, out var held) || held.Attempt != attempt.Number) return;
        grant.Held.Remove(chunk);
    }

    private void EndAll(ActorRef worker, int life, JobId job)
    {
        if (!_grants.TryGetValue(worker, out Grant? grant) || grant.Life != life) return;
        foreach (var held in grant.Held.Keys.Where(held => held.Job == job).ToList()) grant.Held.Remove(held);
    }

    private sealed class Grant(WorkerJoined joined)
    {
        public int Life { get; } = joined.Life;

        public bool SharesMemory { get; } = joined.SharesMemory;

        public HashSet<JobId> Stopping { get; } = [];

        public Dictionary<(JobId Job, long Chunk), (int Attempt, long Bytes)> Held { get; } = [];
    }
}
