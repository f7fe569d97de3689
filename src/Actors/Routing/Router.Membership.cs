using System.Diagnostics.CodeAnalysis;
using ActorCompute.Actors.Working;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>Workers that come, die, fall silent and come back.</summary>
public sealed partial class Router
{
    /// <summary>Workers that were given up, with the life that ended so.</summary>
    private readonly RecentNotes<ActorRef, int> _endedLives = new();

    /// <summary>Workers that renew and are not with the router, with the time when they were last dealt with.</summary>
    private readonly RecentNotes<ActorRef, long> _strangers = new();

    /// <summary>Nodes whose death is certain, with the time of the news.</summary>
    private readonly RecentNotes<NodeId, long> _deadNodes = new();

    private void OnJoined(IActorContext context, WorkerJoined joined)
    {
        // Its node died after it had sent this, and another worker's end was heard of first.
        if (_deadNodes.Has(joined.Worker.Node)) return;
        if (_endedLives.TryGet(joined.Worker, out int ended) && joined.Life <= ended)
        {
            context.Send(joined.Worker, new ResetWorker(joined.Life));
            return;
        }

        if (_workers.TryGetValue(joined.Worker, out WorkerRecord? before))
        {
            if (joined.Life <= before.Life) return;
            Lose(context, before, Loss.StartedAgain, "it started again");
        }

        // A worker joins when all its earlier attempts have ended.
        ReclaimAbandoned(context, joined.Worker, joined.Life - 1);
        var worker = new WorkerRecord(joined, context.Now, renews: joined.Worker.Node != options.Node);
        _strangers.Remove(worker.Worker);
        _workers.Add(worker.Worker, worker);
        _workersInOrder.Add(worker);
        if (worker.Renews) WatchTheClock(context, worker.AliveAt + Clock.Nanoseconds(options.SilenceTimeout));
        context.Watch(worker.Worker);
        Feed(context, worker);
        FailWhatCannotFit(context);
    }

    private void OnLeaving(IActorContext context, WorkerLeaving leaving)
    {
        if (!TryFind(context, leaving.Worker, leaving.Life, out WorkerRecord? worker)) return;
        worker.IsLeaving = true;
        StartSoloRun(context);
        FailWhatCannotFit(context);
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
            }
            else
            {
                Invite(context, worker);
            }
        }
    }

    /// <summary>
    /// A worker that is alive is not with the router. If it was given up, its life ends now. Otherwise its offer is on
    /// its way, or was lost: that is known when it has not come by another renewal of its node.
    /// </summary>
    private void Invite(IActorContext context, ActorRef worker)
    {
        if (!_strangers.TryGet(worker, out long since))
        {
            _strangers.Make(worker, context.Now, context.Now);
            if (_endedLives.TryGet(worker, out int ended)) context.Send(worker, new ResetWorker(ended));
        }
        else if (context.Now - since >= Clock.Nanoseconds(LeaseRenewer.Interval) / 2)
        {
            _strangers.Make(worker, context.Now, context.Now);
            context.Send(worker, new ResetWorker(int.MaxValue));
        }
    }

    private void OnTerminated(IActorContext context, Terminated terminated)
    {
        if (terminated.ProcessDied)
        {
            _deadNodes.Make(terminated.Actor.Node, context.Now, context.Now);
            ReclaimAbandoned(context, terminated.Actor, int.MaxValue);
        }

        if (!_workers.ContainsKey(terminated.Actor)) return;
        // What befell one worker befell its whole node: the others are told of later, and must get nothing until then.
        foreach (WorkerRecord worker in _workersInOrder.FindAll(one => one.Worker.Node == terminated.Actor.Node))
        {
            if (terminated.ProcessDied) Lose(context, worker, Loss.ProcessDied, "its process died");
            else Lose(context, worker, Loss.OutOfReach, "its connection broke");
        }

        FeedAll(context);
    }

    /// <summary>
    /// A worker is gone. What it had goes out again: into the same slices if nothing of it runs any more, into fresh
    /// ones if it may yet wake and write.
    /// </summary>
    private void Lose(IActorContext context, WorkerRecord worker, Loss loss, string why)
    {
        bool mayStillWrite = loss == Loss.OutOfReach;
        _workers.Remove(worker.Worker);
        _workersInOrder.Remove(worker);
        if (mayStillWrite) _endedLives.Make(worker.Worker, worker.Life, context.Now);
        foreach (Assignment assignment in worker.Assignments.ToList())
        {
            Job job = assignment.Job;
            var held = assignment.HeldChunks().ToList();
            if (held.Count > 0)
            {
                job.Story.Add(
                    context.Now, mayStillWrite ? StoryKind.Silent : StoryKind.Lost, worker.Worker, held[0], held.Count, why);
            }

            foreach (long chunk in held)
            {
                job.Chunks.Requeue(chunk);
                if (mayStillWrite && assignment.IsInPlace && !job.IsKept(worker)) job.AbandonOutputs(chunk, worker.Worker, worker.Life);
            }

            if (job.IsRunning) SendOutAgain(context, job, held, loss == Loss.StartedAgain ? null : worker.Worker.Node);
        }

        foreach (Job job in _jobsInOrder.FindAll(one => !one.IsRunning)) Acknowledge(context, job, worker.Worker);
    }

    /// <summary>
    /// Chunks of a lost worker; if its node was lost with it, then the first of them is suspected of it, and to blame
    /// where it was alone there.
    /// </summary>
    private void SendOutAgain(IActorContext context, Job job, List<long> chunks, NodeId? lostNode)
    {
        if (chunks.Count == 0) return;
        job.Retries += chunks.Count;
        foreach (long chunk in chunks) job.RecordReissue(chunk);
        job.NoteMove(chunks[0], context.Now);
        for (int last = chunks.Count - 1; last > 0; last--) QueueAgain(job, chunks[last]);
        long suspect = chunks[0];
        if (lostNode is not NodeId node)
        {
            QueueAgain(job, suspect);
        }
        else if (IsSolo(job, suspect) && !job.Deaths(suspect).Contains(node))
        {
            string nodes = string.Join(", ", job.Deaths(suspect).Append(node).Distinct());
            Fail(
                context,
                job,
                ErrorKind.ChunkLost,
                $"{job.Describe(suspect)} was lost with every node that ran it ({nodes}), the last time alone on its node: "
                + "look at what the kernel does with these elements");
        }
        else if (job.RecordDeath(suspect, node) && !IsSolo(job, suspect))
        {
            _suspects.Enqueue((job, suspect));
        }
        else
        {
            QueueAgain(job, suspect);
        }
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

    /// <summary>How a worker was lost.</summary>
    private enum Loss
    {
        /// <summary>Its process is dead: it writes nowhere any more.</summary>
        ProcessDied,

        /// <summary>It may yet wake and write.</summary>
        OutOfReach,

        /// <summary>It lives, and has stopped what it had to begin anew.</summary>
        StartedAgain,
    }
}
