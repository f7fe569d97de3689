using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>Who gets which chunks.</summary>
public sealed partial class Router
{
    /// <summary>Offers work to every worker, idle ones first.</summary>
    private void FeedAll(IActorContext context)
    {
        foreach (WorkerRecord worker in _workersInOrder)
        {
            if (worker.IsIdle) Feed(context, worker);
        }

        foreach (WorkerRecord worker in _workersInOrder)
        {
            if (!worker.IsIdle) Feed(context, worker);
        }

        FailWhatCannotFit(context);
        FailWhatNobodyTakes(context);
    }

    /// <summary>Gives a worker what it has room for, and takes chunks back for it from others if there is nothing.</summary>
    private void Feed(IActorContext context, WorkerRecord worker)
    {
        if (_solo is not null || _suspects.Count > 0) StartSoloRun(context);
        if (_solo?.Seat?.Worker.Node == worker.Worker.Node) return;
        while (NextFor(worker) is { } job && worker.RoomFor(job) is > 0 and long room)
        {
            Assign(context, worker, job, job.Take(WorkersFor(job), Math.Min(room, int.MaxValue)));
        }

        if (worker is { IsIdle: true, IsLeaving: false }) AskForReturn(context, worker);
    }

    /// <summary>
    /// The job whose turn it is: of those that have chunks for the worker, the one of which it has the fewest, and of
    /// equals the one that has waited longest. Whether there is room is another question: a job of large chunks waits
    /// for it at the head of the line, or else jobs of small ones would take it for ever.
    /// </summary>
    private Job? NextFor(WorkerRecord worker)
    {
        Job? next = null;
        long fewest = long.MaxValue;
        foreach (Job job in _jobsInOrder)
        {
            if (!job.IsRunning || job.Pending.Count == 0 || !worker.Takes(job) || !MayJoin(job, worker)) continue;
            long open = worker.OpenChunksOf(job);
            if (open < fewest || (open == fewest && job.MovedAt < next!.MovedAt)) (next, fewest) = (job, open);
        }

        return next;
    }

    private void Assign(IActorContext context, WorkerRecord worker, Job job, ChunkRange range)
    {
        int attempt = ++job.LastAttempt;
        for (long chunk = range.First; chunk < range.First + range.Count; chunk++) job.Chunks.Assign(chunk, attempt);
        bool isInPlace = worker.WritesInPlace(job, range.First);
        worker.Open(new Assignment(job, range, attempt, isInPlace));
        job.NoteMove(range.First, context.Now);
        job.Story.Add(context.Now, StoryKind.Assigned, worker.Worker, range.First, range.Count);
        IReadOnlyList<SliceRef>? fresh = worker.SharesMemory ? FreshOutputs(context, job, range.First) : null;
        context.Send(worker.Worker, new AssignChunks(
            job.Id, job.Spec, range.First, (int)range.Count, attempt, worker.Life, isInPlace, fresh));
    }

    /// <summary>The slices for a chunk's results where the outputs' own were abandoned, allocated if need be.</summary>
    private IReadOnlyList<SliceRef>? FreshOutputs(IActorContext context, Job job, long chunk)
    {
        if (!job.HasAbandoned) return null;
        return job.FreshOutputs(chunk, (type, count) =>
        {
            ArrayId array = ArrayNumbers.Make(options.Node, context.Self, ++_arraysMade);
            context.Send(transfers, new Allocate(array, type, count));
            return new SliceRef(array, 0, count);
        });
    }

    private int WorkersFor(Job job) =>
        job.Spec.MaxWorkers > 0 ? Math.Min(job.Spec.MaxWorkers, _workersInOrder.Count) : _workersInOrder.Count;

    private bool MayJoin(Job job, WorkerRecord worker)
    {
        if (job.Spec.MaxWorkers == 0 || job.Spec.MaxWorkers >= _workersInOrder.Count || worker.Find(job) is not null) return true;
        int busy = 0;
        foreach (WorkerRecord other in _workersInOrder)
        {
            if (other.Find(job) is not null) busy++;
        }

        return busy < job.Spec.MaxWorkers;
    }

    /// <summary>An idle worker and nothing pending: the worker that has most left gives half of it back.</summary>
    private void AskForReturn(IActorContext context, WorkerRecord idle)
    {
        WorkerRecord? fullest = null;
        Assignment? most = null;
        foreach (WorkerRecord worker in _workersInOrder)
        {
            // A single chunk is worth asking for where it may wait behind another job's kernel, which may block. Of
            // equals the last is the least likely to have been started.
            int least = worker.Assignments.Count > 1 ? 1 : 2;
            foreach (Assignment assignment in worker.Assignments)
            {
                if (assignment.Open < Math.Max(least, most?.Open ?? 0) || assignment.ReturnAsked) continue;
                if (!assignment.Job.IsRunning || !idle.CanHold(assignment.Job) || !MayJoin(assignment.Job, idle)) continue;
                (fullest, most) = (worker, assignment);
            }
        }

        if (most is null) return;
        most.ReturnAsked = true;
        context.Send(fullest!.Worker, new ReturnChunks(most.Job.Id));
    }

    /// <summary>A job that no worker's byte credit can ever hold a chunk of fails at once, with the numbers.</summary>
    private void FailWhatCannotFit(IActorContext context)
    {
        while (FirstTooLarge() is { } job)
        {
            Fail(
                context,
                job,
                ErrorKind.OutOfMemory,
                $"a chunk of {Math.Min(job.Grid.ChunkSize, job.Grid.Count)} elements takes {job.ChunkBytes} bytes on a worker, and the largest "
                + $"worker grants {LargestGrant(job)}: ask for a smaller chunk size");
        }
    }

    private Job? FirstTooLarge()
    {
        foreach (Job job in _jobsInOrder)
        {
            if (job.IsRunning && job.ChunkBytes > LargestGrant(job)) return job;
        }

        return null;
    }

    /// <summary>What the workers that take a job grant at most; any number where there is none.</summary>
    private long LargestGrant(Job job)
    {
        long largest = 0;
        foreach (WorkerRecord worker in _workersInOrder)
        {
            if (worker.IsLeaving || job.IsRefusedBy(worker.Worker.Node)) continue;
            if (worker.SharesMemory) return long.MaxValue;
            largest = Math.Max(largest, worker.ByteCredit);
        }

        return largest == 0 ? long.MaxValue : largest;
    }
}
