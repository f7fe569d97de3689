using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>Jobs that fail, and the clock that sees to it that every job ends.</summary>
public sealed partial class Router
{
    private long _tickAt = long.MaxValue;

    /// <summary>
    /// Stops a job. It ends when every attempt has acknowledged, or at the stop timeout, with the slices abandoned
    /// of those that have not.
    /// </summary>
    private void Fail(IActorContext context, Job job, ErrorKind kind, string message)
    {
        if (!job.IsRunning) return;
        job.Fail(new JobFailure(kind, message), context.Now + Clock.Nanoseconds(options.StopTimeout));
        job.Story.Add(context.Now, StoryKind.Stopping, detail: message);
        context.Send(aggregator, new DropJob(job.Id));
        foreach (WorkerRecord worker in _workersInOrder)
        {
            if (worker.Find(job) is null) continue;
            job.Unacknowledged.Add(worker.Worker);
            context.Send(worker.Worker, new StopJob(job.Id));
        }

        WatchTheClock(context, job.StopDeadline);
        FinishStopped(context, job);
    }

    private void OnStopped(IActorContext context, JobStopped stopped)
    {
        if (!TryFind(context, stopped.Worker, stopped.Life, out WorkerRecord? worker)) return;
        if (!_jobs.TryGetValue(stopped.Job, out Job? job)) return;
        foreach (Assignment assignment in worker.Assignments.Where(one => one.Job == job).ToList())
        {
            foreach (long chunk in assignment.HeldChunks().ToList())
            {
                job.Chunks.Requeue(chunk);
                worker.Settle(assignment, 1);
            }
        }

        Acknowledge(context, job, stopped.Worker);
        FeedAll(context);
    }

    private void Acknowledge(IActorContext context, Job job, ActorRef worker)
    {
        if (job.Unacknowledged.Remove(worker)) FinishStopped(context, job);
    }

    private void FinishStopped(IActorContext context, Job job)
    {
        if (job.Failure is not { } failure || job.Unacknowledged.Count > 0 || job.OpenFetches > 0) return;
        if (!_jobs.ContainsKey(job.Id)) return;
        foreach (ArrayId array in job.FreshArrays) context.Send(transfers, new TransferProtocol.Release(array));
        Remove(context, job);
        context.Send(job.ReplyTo, new JobFailed(
            job.Id, failure.Kind, failure.Message, job.Abandoned, job.Statistics(context.Now), job.Story.Events));
    }

    /// <summary>
    /// The stop timeout has passed: what has not answered keeps its slices for ever. Such a worker gets nothing more
    /// until it has begun anew, since what it has in hand is unknown.
    /// </summary>
    private void AbandonUnacknowledged(IActorContext context, Job job)
    {
        foreach (ActorRef silent in job.Unacknowledged.ToList())
        {
            if (!_workers.TryGetValue(silent, out WorkerRecord? worker)) continue;
            string why = $"it did not acknowledge a stop for {options.StopTimeout.TotalSeconds:0.#} s";
            job.Story.Add(context.Now, StoryKind.Abandoned, silent, detail: why);
            Lose(context, worker, Loss.OutOfReach, why);
        }

        job.Unacknowledged.Clear();
        foreach ((AttemptId attempt, ResultFetch fetch) in _fetches.Where(one => one.Value.Job == job).ToList())
        {
            _fetches.Remove(attempt);
            job.AbandonOutputs(attempt.Chunk, ActorRef.Nobody, 0);
            if (IsPresent(fetch.Worker)) fetch.Worker.Settle(fetch.Assignment, 1);
        }

        job.OpenFetches = 0;
        FinishStopped(context, job);
    }

    private long NextDeadline(Job job) => job.IsRunning
        ? Math.Min(job.Deadline ?? long.MaxValue, job.MovedAt + Clock.Nanoseconds(job.Spec.StallTimeout))
        : job.StopDeadline;

    /// <summary>Makes sure that the clock is looked at when it shows <paramref name="at"/>.</summary>
    private void WatchTheClock(IActorContext context, long at)
    {
        if (at >= _tickAt) return;
        _tickAt = at;
        context.Schedule(Clock.Duration(at - context.Now + 999), new Tick(at));
    }

    private void OnTick(IActorContext context, Tick tick)
    {
        if (tick.At != _tickAt) return;
        _tickAt = long.MaxValue;
        long now = context.Now;
        long silentSince = now - Clock.Nanoseconds(options.SilenceTimeout);
        foreach (WorkerRecord worker in _workersInOrder.FindAll(one => one.Renews && one.AliveAt <= silentSince))
        {
            Lose(context, worker, Loss.OutOfReach, $"it was silent for {options.SilenceTimeout.TotalSeconds:0.#} s");
        }

        foreach (Job job in _jobsInOrder.ToList())
        {
            if (NextDeadline(job) <= now) OnDeadline(context, job, now);
        }

        FeedAll(context);
        foreach (Job job in _jobsInOrder) WatchTheClock(context, NextDeadline(job));
        foreach (WorkerRecord worker in _workersInOrder)
        {
            if (worker.Renews) WatchTheClock(context, worker.AliveAt + Clock.Nanoseconds(options.SilenceTimeout));
        }
    }

    private void OnDeadline(IActorContext context, Job job, long now)
    {
        string done = $"{job.Grid.Chunks - job.Chunks.Uncommitted} of {job.Grid.Chunks} chunks "
            + $"({job.ElementsDone} of {job.Grid.Count} {job.Spec.Unit}) were done";
        if (!job.IsRunning)
        {
            AbandonUnacknowledged(context, job);
        }
        else if (job.Deadline <= now)
        {
            Fail(
                context,
                job,
                ErrorKind.Timeout,
                $"the job's timeout of {job.Spec.Timeout!.Value.TotalSeconds:0.###} s passed when {done}: "
                + "allow more time or compute less");
        }
        else
        {
            string why = _workersInOrder.Count == 0 ? _whyNoWorkers : Waiting(job);
            Fail(
                context,
                job,
                ErrorKind.Stalled,
                $"nothing moved for {job.Spec.StallTimeout.TotalSeconds:0.###} s when {done}: {why}");
        }
    }

    /// <summary>What a stalled job waits for.</summary>
    private string Waiting(Job job)
    {
        foreach (WorkerRecord worker in _workersInOrder)
        {
            foreach (Assignment assignment in worker.Assignments)
            {
                if (assignment.Job != job) continue;
                foreach (long chunk in assignment.HeldChunks())
                {
                    return $"{job.Describe(chunk)} is at worker {worker.Worker}: if its kernel takes that long, allow a "
                        + "longer stall timeout";
                }
            }
        }

        if (job.OpenFetches > 0) return "a result is being fetched";
        return job.Refusal is { } refusal ? refusal.Message : "no worker takes its chunks";
    }

    private sealed record Tick(long At);
}
