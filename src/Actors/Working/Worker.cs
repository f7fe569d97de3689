using ActorCompute.Messages;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Working;

/// <summary>
/// The actor of one slot. Takes ranges of chunks, has them run one at a time by its executor, jobs in turn, and
/// reports results in batches. Where it does not share the client's memory it fetches the inputs of the next chunks
/// while one runs, and keeps results until the router has fetched them.
/// </summary>
public sealed partial class Worker(WorkerOptions options) : IHandler
{
    private const int BatchSize = 64;
    private const long BatchNanoseconds = 2_000_000;
    private const int PreparedAhead = 2;

    // The router is far away: it hears of what is done early enough for the next range to come in time.
    private const int FewChunks = 4;

    private readonly Dictionary<JobId, JobWork> _jobs = [];
    private readonly Queue<JobWork> _turns = new();
    private readonly Dictionary<AttemptId, ChunkTask> _preparing = [];
    private readonly Queue<ChunkTask> _ready = new();
    private ChunkTask? _running;
    private long _arraysMade;
    private int _life;
    private int _reservation;
    private bool _isResetting;
    private bool _isDraining;

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Finished finished:
                OnFinished(context, finished);
                break;
            case AssignChunks assigned:
                OnAssigned(context, assigned);
                break;
            case Fetched fetched:
                OnFetchAnswered(context, fetched.Attempt, null);
                break;
            case Broken broken:
                OnFetchAnswered(context, broken.Attempt, broken.Reason);
                break;
            case Failed failed:
                OnEnded(context, failed.Attempt, task => new ChunkFailed(
                    context.Self, _life, task.Attempt, failed.Kind, failed.Message));
                break;
            case Stopped stopped:
                OnEnded(context, stopped.Attempt, task => new ChunkBroken(
                    context.Self, _life, task.Attempt, "the executor stopped the attempt"));
                break;
            case Refused refused:
                OnEnded(context, refused.Attempt, task => new ChunkRefused(
                    context.Self, _life, task.Attempt, refused.Kind, refused.Message));
                break;
            case Unplaced unplaced:
                OnUnplaced(context, unplaced.Attempt);
                break;
            case ReturnChunks asked:
                OnReturnAsked(context, asked);
                break;
            case ReleaseResults released:
                OnReleased(context, released);
                break;
            case StopJob stop:
                OnStop(context, stop.Job);
                break;
            case ReserveNode reserve when reserve.Life == _life && !_isResetting:
                _reservation = reserve.Number;
                context.Send(options.Executor, new Reserve(reserve.Number));
                break;
            case Reserved reserved when reserved.Number == _reservation:
                context.Send(options.Router, new NodeReserved(context.Self, _life, reserved.Number));
                break;
            case FreeNode free when free.Number == _reservation:
                FreeNodeForOthers(context);
                break;
            case DrainWorker drain:
                OnDrain(context, drain);
                break;
            case ResetWorker reset:
                OnReset(context, reset);
                break;
            case Started:
                Join(context);
                break;
        }
    }

    private void OnAssigned(IActorContext context, AssignChunks assigned)
    {
        if (assigned.Life != _life || _isResetting) return;
        if (!_jobs.TryGetValue(assigned.Job, out JobWork? work))
        {
            work = new JobWork(assigned.Job, assigned.Spec) { ReportedAt = context.Now };
            _jobs.Add(work.Job, work);
        }

        if (work.IsStopping) return;
        if (work.Unstarted == 0) _turns.Enqueue(work);
        work.Add(assigned);
        if (_isDraining) GiveAllBack(context, work);
        Advance(context);
    }

    /// <summary>Takes chunks as long as there is room for them, and runs the next one that is ready.</summary>
    private void Advance(IActorContext context)
    {
        int room = options.SharesMemory ? 1 : 1 + PreparedAhead;
        while (_preparing.Count + _ready.Count + (_running is null ? 0 : 1) < room && _turns.TryDequeue(out JobWork? work))
        {
            if (work.Unstarted == 0) continue;
            ChunkTask task = work.Take();
            if (work.Unstarted > 0) _turns.Enqueue(work);
            Prepare(context, task);
        }

        if (_running is not null || !_ready.TryDequeue(out _running)) return;
        Run(context, _running);
    }

    private void Run(IActorContext context, ChunkTask task)
    {
        if (task is { Outputs: null, KeepsResults: true }) MakeRoom(context, task);
        context.Send(options.Executor, new Run(task.Attempt, task.Work.Spec, task.Inputs, task.Outputs));
    }

    private void OnFinished(IActorContext context, Finished finished)
    {
        if (_running is not { } task || task.Attempt != finished.Attempt) return;
        _running = null;
        JobWork work = task.Work;
        if (work.IsStopping)
        {
            End(context, task);
        }
        else
        {
            work.InProgress--;
            if (task.KeepsResults) Keep(context, task);
            else Release(context, task.Arrays);
            work.Results.Add(new ChunkResult(
                task.Attempt.Chunk, task.Attempt.Number, finished.Partials, task.KeepsResults ? task.Outputs : null));
            bool runsLow = !options.SharesMemory && work.Unstarted < FewChunks;
            bool isDue = work.Results.Count >= BatchSize || context.Now - work.ReportedAt > BatchNanoseconds;
            if (isDue || runsLow) Report(context, work);
            FinishIfIdle(context, work);
        }

        Advance(context);
    }

    private void OnEnded(IActorContext context, AttemptId attempt, Func<ChunkTask, object> report)
    {
        if (_running is not { } task || task.Attempt != attempt) return;
        _running = null;
        if (!task.Work.IsStopping)
        {
            Report(context, task.Work);
            object end = report(task);
            context.Send(options.Router, end);

            // After the refusal: else the router would send here again what it gets back.
            if (end is ChunkRefused) GiveAllBack(context, task.Work);
        }

        End(context, task);
        Advance(context);
    }

    /// <summary>The outputs are out of this node's reach: this chunk and all others of the job are kept here.</summary>
    private void OnUnplaced(IActorContext context, AttemptId attempt)
    {
        if (_running is not { } task || task.Attempt != attempt) return;
        task.Work.KeepsResults = true;
        if (task.Work.IsStopping) OnEnded(context, attempt, NothingToReport);
        else Run(context, task);
    }

    private static object NothingToReport(ChunkTask task) =>
        throw new InvalidOperationException($"{task.Attempt} ended without a stop or an answer");

    /// <summary>The results wait on this node until the router has fetched them; the inputs go.</summary>
    private void Keep(IActorContext context, ChunkTask task)
    {
        var results = task.Outputs!.Select(slice => slice.Array).ToList();
        Release(context, task.Arrays.Except(results));
        task.Work.Kept[task.Attempt.Chunk] = results;
    }

    private void Report(IActorContext context, JobWork work)
    {
        if (work.Results.Count == 0) return;
        context.Send(options.Router, new ChunksFinished(context.Self, _life, work.Job, work.Results));
        work.Results = [];
        work.ReportedAt = context.Now;
    }

    private void OnReturnAsked(IActorContext context, ReturnChunks asked)
    {
        if (_jobs.TryGetValue(asked.Job, out JobWork? work) && TryGiveBack(context, work)) FinishIfIdle(context, work);
    }

    private bool TryGiveBack(IActorContext context, JobWork work)
    {
        if (work.GiveBack() is not { } given) return false;
        context.Send(options.Router, new ChunksReturned(
            context.Self, _life, work.Job, given.FirstChunk, given.Chunks, given.Attempt));
        return true;
    }

    private void GiveAllBack(IActorContext context, JobWork work)
    {
        while (TryGiveBack(context, work))
        {
        }

        FinishIfIdle(context, work);
    }

    private void OnDrain(IActorContext context, DrainWorker drain)
    {
        if (!_isDraining)
        {
            _isDraining = true;
            context.Send(options.Router, new WorkerLeaving(context.Self, _life));
            foreach (JobWork work in _jobs.Values.ToList()) GiveAllBack(context, work);
        }

        bool isDrained = _running is null && _jobs.Values.All(work => work is { InProgress: 0, Kept.Count: 0 });
        if (isDrained) context.Send(drain.ReplyTo, new WorkerDrained(context.Self));
    }

    /// <summary>No further chunk of the job will end a batch: what there is of one goes out now.</summary>
    private void FinishIfIdle(IActorContext context, JobWork work)
    {
        if (work is not { Unstarted: 0, InProgress: 0 }) return;
        Report(context, work);
        Forget(work);
    }

    /// <summary>
    /// Forgets a job of which nothing is left here. On another node than the client's the worker remembers it all the same, for the
    /// node hears of the job's end through its workers alone.
    /// </summary>
    private void Forget(JobWork work)
    {
        bool isDone = work is { Unstarted: 0, InProgress: 0, Kept.Count: 0, Results.Count: 0 };
        if (isDone && options.Node == options.Router.Node) _jobs.Remove(work.Job);
    }

    private void OnReleased(IActorContext context, ReleaseResults released)
    {
        if (!_jobs.TryGetValue(released.Job, out JobWork? work)) return;
        foreach (long chunk in released.Chunks)
        {
            if (work.Kept.Remove(chunk, out List<ArrayId>? arrays)) Release(context, arrays);
        }

        if (work.IsStopping) FinishStop(context, work);
        else Forget(work);
    }

    private void OnStop(IActorContext context, JobId job)
    {
        if (!_jobs.TryGetValue(job, out JobWork? work))
        {
            AcknowledgeStop(context, job);
            return;
        }

        if (work.IsStopping) return;
        work.Stop();
        foreach (List<ArrayId> arrays in work.Kept.Values) Release(context, arrays);
        work.Kept.Clear();
        for (int count = _ready.Count; count > 0; count--)
        {
            ChunkTask task = _ready.Dequeue();
            if (task.Work == work) End(context, task);
            else _ready.Enqueue(task);
        }

        if (_running?.Work == work) context.Send(options.Executor, new Stop(_running.Attempt));
        FinishStop(context, work);
        Advance(context);
    }

    /// <summary>An attempt is over, and nothing of it is kept.</summary>
    private void End(IActorContext context, ChunkTask task)
    {
        task.Work.InProgress--;
        Release(context, task.Arrays);
        if (task.Work.IsStopping) FinishStop(context, task.Work);
        else Forget(task.Work);
    }

    private void FinishStop(IActorContext context, JobWork work)
    {
        if (work.InProgress > 0 || !_jobs.Remove(work.Job)) return;
        AcknowledgeStop(context, work.Job);
    }

    private void AcknowledgeStop(IActorContext context, JobId job)
    {
        if (options.Node != options.Router.Node) context.Send(options.Transfers, new EndJob(job, []));
        context.Send(options.Router, new JobStopped(context.Self, _life, job));
        if (_isResetting && _jobs.Count == 0) Join(context);
    }

    private void OnReset(IActorContext context, ResetWorker reset)
    {
        if (reset.Life < _life || _isResetting) return;
        _isResetting = true;
        FreeNodeForOthers(context);
        foreach (JobId job in _jobs.Keys.ToList()) OnStop(context, job);
        if (_isResetting && _jobs.Count == 0) Join(context);
    }

    private void FreeNodeForOthers(IActorContext context)
    {
        if (_reservation == 0) return;
        _reservation = 0;
        context.Send(options.Executor, new Free());
    }

    private void Join(IActorContext context)
    {
        _isResetting = false;
        _life++;
        if (_isDraining) return;
        context.Send(options.Router, new WorkerJoined(
            context.Self, _life, options.SharesMemory, options.MapsSegments, options.ChunkCredit, options.ByteCredit));
    }

    private void Release(IActorContext context, IEnumerable<ArrayId> arrays)
    {
        foreach (ArrayId array in arrays) context.Send(options.Transfers, new Release(array));
    }
}
