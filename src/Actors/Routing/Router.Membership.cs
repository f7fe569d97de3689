using System.Diagnostics.CodeAnalysis;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>Workers that come, die, fall silent and come back.</summary>
public sealed partial class Router
{
    private void OnJoined(IActorContext context, WorkerJoined joined)
    {
        if (_endedLives.TryGetValue(joined.Worker, out int ended) && joined.Life <= ended)
        {
            context.Send(joined.Worker, new ResetWorker(joined.Life));
            return;
        }

        if (_workers.TryGetValue(joined.Worker, out WorkerRecord? before))
        {
            if (joined.Life <= before.Life) return;
            Lose(context, before, processDied: true, "it started again");
        }

        // A worker joins when all its earlier attempts have ended.
        ReclaimAbandoned(context, joined.Worker, joined.Life - 1);
        var worker = new WorkerRecord(joined, context.Now);
        _workers.Add(worker.Worker, worker);
        _workersInOrder.Add(worker);
        context.Watch(worker.Worker);
        FeedAll(context);
    }

    /// <summary>The record of a worker in its present life; a worker in another one is told to start anew.</summary>
    private bool TryFind(IActorContext context, ActorRef from, int life, [NotNullWhen(true)] out WorkerRecord? worker)
    {
        if (_workers.TryGetValue(from, out worker))
        {
            if (worker.Life == life) return true;
            if (life < worker.Life) return false;
        }

        context.Send(from, new ResetWorker(life));
        return false;
    }

    private void OnRenewed(IActorContext context, RenewLeases renewed)
    {
        foreach (ActorRef worker in renewed.Workers)
        {
            if (_workers.TryGetValue(worker, out WorkerRecord? record))
            {
                record.AliveAt = context.Now;
                if (record.Renews) continue;
                record.Renews = true;
                WatchTheClock(context, record.AliveAt + Clock.Nanoseconds(options.SilenceTimeout));
            }
            else
            {
                context.Send(worker, new ResetWorker(int.MaxValue));
            }
        }
    }

    private void OnTerminated(IActorContext context, Terminated terminated)
    {
        if (terminated.ProcessDied) ReclaimAbandoned(context, terminated.Actor, int.MaxValue);
        if (!_workers.TryGetValue(terminated.Actor, out WorkerRecord? worker)) return;
        Lose(context, worker, terminated.ProcessDied, terminated.ProcessDied ? "its process died" : "its connection broke");
        FeedAll(context);
    }

    /// <summary>
    /// A worker is gone. What it had goes out again: into the same slices if its process is dead, into fresh ones if
    /// it may yet wake and write.
    /// </summary>
    private void Lose(IActorContext context, WorkerRecord worker, bool processDied, string why)
    {
        _workers.Remove(worker.Worker);
        _workersInOrder.Remove(worker);
        if (!processDied) _endedLives[worker.Worker] = worker.Life;
        foreach (Assignment assignment in worker.Assignments.ToList())
        {
            Job job = assignment.Job;
            var held = assignment.HeldChunks().ToList();
            if (held.Count > 0)
            {
                job.Story.Add(
                    context.Now, processDied ? StoryKind.Lost : StoryKind.Silent, worker.Worker, held[0], held.Count, why);
            }

            foreach (long chunk in held)
            {
                job.Chunks.Requeue(chunk);
                if (worker.SharesMemory && !processDied) job.AbandonOutputs(chunk, worker.Worker, worker.Life);
            }

            if (job.IsRunning) SendOutAgain(context, job, held, worker.Worker.Node);
        }

        foreach (Job job in _jobsInOrder.FindAll(one => !one.IsRunning)) Acknowledge(context, job, worker.Worker);
    }

    /// <summary>Chunks of a lost worker; the first of them is the one that it was executing.</summary>
    private void SendOutAgain(IActorContext context, Job job, List<long> chunks, NodeId node)
    {
        if (chunks.Count == 0) return;
        job.Retries += chunks.Count;
        job.MovedAt = context.Now;
        long suspect = chunks[0];
        if (_solo is { IsStarted: true } solo && solo.Job == job && solo.Chunk == suspect)
        {
            string nodes = string.Join(", ", job.Deaths(suspect).Append(node).Distinct());
            Fail(
                context,
                job,
                ErrorKind.ChunkLost,
                $"{job.Describe(suspect)} was lost with every node that ran it ({nodes}), the last time alone on its node: "
                + "look at what the kernel does with these elements");
            return;
        }

        for (int last = chunks.Count - 1; last > 0; last--) job.Pending.Add(new ChunkRange(chunks[last], 1));
        if (job.RecordDeath(suspect, node)) _suspects.Enqueue((job, suspect));
        else job.Pending.Add(new ChunkRange(suspect, 1));
    }

    private void ReclaimAbandoned(IActorContext context, ActorRef worker, int upToLife)
    {
        foreach (Job job in _jobsInOrder)
        {
            foreach (SliceRef slice in job.Reclaim(worker, upToLife))
            {
                context.Send(transfers, new TransferProtocol.Release(slice.Array));
            }
        }
    }
}
