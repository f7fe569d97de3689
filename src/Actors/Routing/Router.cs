using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>
/// Fans the chunks of jobs out to workers, decides which result of a chunk counts, sends chunks out again that were
/// lost, and sees to it that every job ends: with its result, or with one failure that says why. Lives in the
/// client's process. Memory of a job goes back only when no attempt can write to it any more, or is abandoned.
/// </summary>
/// <param name="options">Timings and the client's node.</param>
/// <param name="aggregator">The client's aggregator.</param>
/// <param name="transfers">The transfers of the client's node.</param>
public sealed partial class Router(RouterOptions options, ActorRef aggregator, ActorRef transfers) : IHandler
{
    private readonly Dictionary<JobId, Job> _jobs = [];
    private readonly List<Job> _jobsInOrder = [];
    private readonly Dictionary<ActorRef, WorkerRecord> _workers = [];
    private readonly List<WorkerRecord> _workersInOrder = [];
    private long _arraysMade;
    private string _whyNoWorkers = "there is no worker";

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case ChunksFinished finished:
                OnFinished(context, finished);
                break;
            case SubmitJob submit:
                OnSubmit(context, submit);
                break;
            case JobAggregated aggregated:
                OnAggregated(context, aggregated);
                break;
            case AggregationFailed failed:
                if (_jobs.TryGetValue(failed.Job, out Job? unreduced)) Fail(context, unreduced, failed.Kind, failed.Message);
                break;
            case ChunksReturned returned:
                OnReturned(context, returned);
                break;
            case ChunkFailed failed:
                OnFailed(context, failed);
                break;
            case ChunkBroken broken:
                OnBroken(context, broken);
                break;
            case ChunkRefused refused:
                OnRefused(context, refused);
                break;
            case Fetched fetched:
                OnFetchAnswered(context, fetched.Attempt, null);
                break;
            case Broken broken:
                OnFetchAnswered(context, broken.Attempt, broken.Reason);
                break;
            case JobStopped stopped:
                OnStopped(context, stopped);
                break;
            case CancelJob cancel:
                if (_jobs.TryGetValue(cancel.Job, out Job? job)) Fail(context, job, ErrorKind.Cancelled, CancelledMessage(job));
                FeedAll(context);
                break;
            case NodeReserved reserved:
                OnReserved(context, reserved);
                break;
            case WorkerLeaving leaving:
                OnLeaving(context, leaving);
                break;
            case WorkerJoined joined:
                OnJoined(context, joined);
                break;
            case RenewLeases renewed:
                OnRenewed(context, renewed);
                break;
            case Terminated terminated:
                OnTerminated(context, terminated);
                break;
            case RouterNotice.NoWorkers none:
                _whyNoWorkers = none.Why;
                break;
            case Tick tick:
                OnTick(context, tick);
                break;
        }
    }

    private void OnSubmit(IActorContext context, SubmitJob submit)
    {
        if (_jobs.TryGetValue(submit.Job, out Job? known))
        {
            bool isFirst = submit.ReplyTo == known.ReplyTo;
            if (!isFirst) context.Send(submit.ReplyTo, JobFailed.SentTwice(submit.Job));
            return;
        }

        if (JobAdmission.WhyNot(submit.Spec, options.IsDistributed) is { } why)
        {
            var nothing = new JobStatistics(0, 0, 0, 0, 0, 0, TimeSpan.Zero);
            context.Send(submit.ReplyTo, new JobFailed(submit.Job, ErrorKind.InvalidArgument, why, [], nothing, []));
            return;
        }

        var job = new Job(submit, context.Now);
        _jobs.Add(job.Id, job);
        _jobsInOrder.Add(job);
        context.Send(job.ReplyTo, new JobAccepted(job.Id, job.Grid.Chunks, job.Grid.ChunkSize));
        context.Send(aggregator, new BeginJob(job.Id, job.Spec));
        WatchTheClock(context, NextDeadline(job));
        FeedAll(context);
    }

    private void OnFinished(IActorContext context, ChunksFinished finished)
    {
        if (!TryFind(context, finished.Worker, finished.Life, out WorkerRecord? worker)) return;
        if (!_jobs.TryGetValue(finished.Job, out Job? job)) return;
        var accepted = new List<CommittedChunk>(finished.Results.Count);
        foreach (ChunkResult result in finished.Results)
        {
            Assignment? assignment = worker.Find(job.Id, result.Chunk, result.Attempt);
            if (assignment is null || !job.Chunks.Is(result.Chunk, ChunkState.Assigned, result.Attempt))
            {
                job.Story.Add(context.Now, StoryKind.Ignored, worker.Worker, result.Chunk, 1);
                continue;
            }

            assignment.ReturnAsked = false;
            if (job.IsRunning && !IsSound(job, assignment, worker, result))
            {
                job.Chunks.Requeue(result.Chunk);
                worker.Settle(assignment, 1);
                Break(context, job, result.Chunk, worker.Worker.Node, "its results are not where they have to be");
                continue;
            }

            if (!job.IsRunning || result.Outputs is null)
            {
                if (job.IsRunning) accepted.Add(Committed(job, result));
                else job.Chunks.Requeue(result.Chunk);
                worker.Settle(assignment, 1);
            }
            else
            {
                if (assignment.IsInPlace) job.NoteKept(worker);
                Fetch(context, worker, assignment, result);
            }
        }

        bool hadSoloRun = _solo is not null;
        Commit(context, job, worker, accepted);
        if (hadSoloRun) FeedAll(context);
        else Feed(context, worker);
    }

    /// <summary>
    /// False for results that a sound worker does not report: in place where it was to keep them, or kept in other slices
    /// than the chunk's. What they stand for is nowhere, or somebody else's.
    /// </summary>
    private static bool IsSound(Job job, Assignment assignment, WorkerRecord worker, in ChunkResult result)
    {
        int outputs = job.Spec.Outputs.Count;
        if (result.Outputs is not { } kept) return assignment.IsInPlace || outputs == 0;
        long count = job.Grid.Length(result.Chunk);
        return kept.Count == outputs && kept.All(slice => slice.Count == count && slice.Array.Node == worker.Worker.Node);
    }

    private static CommittedChunk Committed(Job job, in ChunkResult result)
    {
        job.Chunks.Commit(result.Chunk);
        IReadOnlyList<SliceRef>? fresh = job.HasAbandoned ? job.FreshOutputs(result.Chunk, NoAllocation) : null;
        return new CommittedChunk(result.Chunk, result.Partials, fresh);
    }

    private static SliceRef NoAllocation(DType type, long count) =>
        throw new InvalidOperationException("a chunk was committed without slices for its results");

    private void Commit(IActorContext context, Job job, WorkerRecord worker, List<CommittedChunk> chunks)
    {
        if (chunks.Count == 0) return;
        long now = context.Now;
        job.MovedAt = now;
        job.RecordCommit(worker.Worker);
        job.Story.Add(now, StoryKind.Committed, worker.Worker, chunks[0].Chunk, chunks.Count);
        context.Send(aggregator, new CommitChunks(job.Id, chunks));
        if (_solo is { IsStarted: true } solo && solo.Job == job && job.Chunks.State(solo.Chunk) == ChunkState.Committed)
        {
            EndSoloRun(context);
        }

        if (job.Chunks.Uncommitted == 0 || now - job.ProgressAt < Clock.Nanoseconds(options.ProgressInterval)) return;
        job.ProgressAt = now;
        context.Send(job.ReplyTo, new JobProgress(job.Id, job.Grid.Chunks - job.Chunks.Uncommitted, job.ElementsDone));
    }

    private void OnFailed(IActorContext context, ChunkFailed failed)
    {
        if (!TrySettle(context, failed.Worker, failed.Life, failed.Attempt, out WorkerRecord? worker, out Job? job)) return;
        Fail(context, job, failed.Kind, $"{job.Describe(failed.Attempt.Chunk)} on node {worker.Worker.Node}: {failed.Message}");
        Feed(context, worker);
    }

    private void OnBroken(IActorContext context, ChunkBroken broken)
    {
        if (!TrySettle(context, broken.Worker, broken.Life, broken.Attempt, out WorkerRecord? worker, out Job? job)) return;
        Break(context, job, broken.Attempt.Chunk, worker.Worker.Node, broken.Reason);
        FeedAll(context);
    }

    /// <summary>Inputs or results of a chunk could not be moved: it goes out again, but not for ever.</summary>
    private void Break(IActorContext context, Job job, long chunk, NodeId node, string reason)
    {
        if (job.RecordBreak(chunk))
        {
            string what = $"{job.Describe(chunk)} could not be had {Job.MaxBreaks} times, the last time on node {node}";
            Fail(context, job, ErrorKind.ChunkLost, $"{what}: {reason}");
        }
        else
        {
            Reissue(context, job, chunk, reason);
        }
    }

    private void OnReturned(IActorContext context, ChunksReturned returned)
    {
        if (!TryFind(context, returned.Worker, returned.Life, out WorkerRecord? worker)) return;
        if (!_jobs.TryGetValue(returned.Job, out Job? job)) return;
        Assignment? assignment = worker.Find(job.Id, returned.FirstChunk, returned.Attempt);
        if (assignment is null) return;
        for (long chunk = returned.FirstChunk; chunk < returned.FirstChunk + returned.Chunks; chunk++)
        {
            job.Chunks.Requeue(chunk);
        }

        assignment.End = returned.FirstChunk;
        assignment.ReturnAsked = false;
        worker.Settle(assignment, returned.Chunks);
        job.MovedAt = context.Now;
        job.Story.Add(context.Now, StoryKind.Returned, worker.Worker, returned.FirstChunk, returned.Chunks);
        if (job.IsRunning && IsSolo(job, returned.FirstChunk)) QueueAgain(job, returned.FirstChunk);
        else if (job.IsRunning) job.Pending.Add(new ChunkRange(returned.FirstChunk, returned.Chunks));
        FeedAll(context);
    }

    private void OnAggregated(IActorContext context, JobAggregated aggregated)
    {
        if (!_jobs.TryGetValue(aggregated.Job, out Job? job) || !job.IsRunning) return;
        Remove(context, job);
        context.Send(job.ReplyTo, new JobCompleted(
            job.Id, aggregated.Outputs, aggregated.Value, aggregated.Warning, job.Statistics(context.Now), job.Story.Events));
    }

    /// <summary>One attempt of a worker is over without a result: its chunk is back with the job.</summary>
    private bool TrySettle(
        IActorContext context,
        ActorRef from,
        int life,
        AttemptId attempt,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WorkerRecord? worker,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Job? job)
    {
        job = null;
        if (!TryFind(context, from, life, out worker) || !_jobs.TryGetValue(attempt.Job, out job)) return false;
        Assignment? assignment = worker.Find(attempt.Job, attempt.Chunk, attempt.Number);
        if (assignment is null || !job.Chunks.Is(attempt.Chunk, ChunkState.Assigned, attempt.Number)) return false;
        job.Chunks.Requeue(attempt.Chunk);
        worker.Settle(assignment, 1);
        return true;
    }

    private void Reissue(IActorContext context, Job job, long chunk, string reason)
    {
        job.Retries++;
        job.RecordReissue(chunk);
        job.NoteMove(chunk, context.Now);
        job.Story.Add(context.Now, StoryKind.Lost, ActorRef.Nobody, chunk, 1, reason);
        if (job.IsRunning) QueueAgain(job, chunk);
    }

    /// <summary>The job is over: what is known of it goes, and memory that nothing can write to is given back.</summary>
    private void Remove(IActorContext context, Job job)
    {
        job.Story.Add(context.Now, StoryKind.Ended, detail: job.Failure?.Message);
        _jobs.Remove(job.Id);
        _jobsInOrder.Remove(job);
        if (_solo?.Job == job) EndSoloRun(context);
        foreach (WorkerRecord worker in _workersInOrder)
        {
            if (worker.Worker.Node != options.Node) context.Send(worker.Worker, new StopJob(job.Id));
        }

        context.Send(transfers, new EndJob(job.Id, job.Abandoned));
    }

    private static string CancelledMessage(Job job) =>
        $"the job was cancelled after {job.Grid.Chunks - job.Chunks.Uncommitted} of {job.Grid.Chunks} chunks";
}
