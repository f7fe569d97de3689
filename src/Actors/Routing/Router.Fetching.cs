using ActorCompute.Messages;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>
/// Results of workers that do not share the client's memory. The first result of a chunk is accepted at its header,
/// before a byte moves; the fetch of that attempt then holds the leases of the output slices until it is answered.
/// </summary>
public sealed partial class Router
{
    private readonly Dictionary<AttemptId, ResultFetch> _fetches = [];

    private void Fetch(IActorContext context, WorkerRecord worker, Assignment assignment, in ChunkResult result)
    {
        Job job = assignment.Job;
        job.Chunks.Fetch(result.Chunk);
        var attempt = new AttemptId(job.Id, result.Chunk, result.Attempt);
        IReadOnlyList<SliceRef>? fresh = FreshOutputs(context, job, result.Chunk);
        _fetches.Add(attempt, new ResultFetch(job, worker, assignment, result) { Unanswered = result.Outputs!.Count });
        job.OpenFetches++;
        for (int part = 0; part < result.Outputs.Count; part++)
        {
            SliceRef target = fresh?[part]
                ?? new SliceRef(job.Spec.Outputs[part].Array, job.Grid.Start(result.Chunk), job.Grid.Length(result.Chunk));
            context.Send(transfers, new Fetch(attempt, part, result.Outputs[part], target));
        }
    }

    private void OnFetchAnswered(IActorContext context, AttemptId attempt, string? broken)
    {
        if (!_fetches.TryGetValue(attempt, out ResultFetch? fetch)) return;
        fetch.Broken ??= broken;
        if (--fetch.Unanswered > 0) return;
        _fetches.Remove(attempt);
        Job job = fetch.Job;
        job.OpenFetches--;
        context.Send(fetch.Worker.Worker, new ReleaseResults(job.Id, [attempt.Chunk]));
        if (IsPresent(fetch.Worker)) fetch.Worker.Settle(fetch.Assignment, 1);
        if (!job.IsRunning)
        {
            FinishStopped(context, job);
        }
        else if (fetch.Broken is { } reason)
        {
            job.Chunks.Requeue(attempt.Chunk);
            Break(context, job, attempt.Chunk, fetch.Worker.Worker.Node, reason);
        }
        else
        {
            Commit(context, job, fetch.Worker, [Committed(job, fetch.Result)]);
        }

        FeedAll(context);
    }

    private bool IsPresent(WorkerRecord worker) =>
        _workers.TryGetValue(worker.Worker, out WorkerRecord? present) && present == worker;

    private sealed record ResultFetch(Job Job, WorkerRecord Worker, Assignment Assignment, ChunkResult Result)
    {
        public int Unanswered { get; set; }

        public string? Broken { get; set; }
    }
}
