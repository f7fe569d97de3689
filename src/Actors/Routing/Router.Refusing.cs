using ActorCompute.Messages;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Routing;

/// <summary>Nodes that cannot compute a job which others can: they are left out of it.</summary>
public sealed partial class Router
{
    private void OnRefused(IActorContext context, ChunkRefused refused)
    {
        if (!TrySettle(context, refused.Worker, refused.Life, refused.Attempt, out WorkerRecord? worker, out Job? job)) return;
        NodeId node = worker.Worker.Node;
        long chunk = refused.Attempt.Chunk;
        job.Refuse(node, new JobFailure(refused.Kind, $"node {node} cannot compute the job: {refused.Message}"));
        job.NoteMove(chunk, context.Now);
        job.Story.Add(context.Now, StoryKind.Refused, worker.Worker, chunk, 1, refused.Message);
        if (job.IsRunning) QueueAgain(job, chunk);
        FeedAll(context);
    }

    /// <summary>
    /// A job that every node which is there has refused fails with what the last one said: at once, but not before
    /// those that are about to join could have. One that some node computes waits for it to come back.
    /// </summary>
    private void FailWhatNobodyTakes(IActorContext context)
    {
        if (_workersInOrder.Count == 0 || !_jobsInOrder.Exists(static one => one.Refusal is not null)) return;
        foreach (Job job in _jobsInOrder.FindAll(static one => one is { IsRunning: true, Refusal: not null, HasTaker: false }))
        {
            if (_workersInOrder.Exists(worker => !job.IsRefusedBy(worker.Worker.Node))) continue;
            long at = job.SubmittedAt + Clock.Nanoseconds(options.JoinTimeout);
            if (context.Now < at) WatchTheClock(context, at);
            else Fail(context, job, job.Refusal!.Kind, job.Refusal.Message);
        }
    }
}
