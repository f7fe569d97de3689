using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using static ActorCompute.Messages.AggregatorProtocol;

namespace ActorCompute.Actors.Aggregating;

/// <summary>
/// Puts the results of a job's chunks back into order, or reduces them, in whatever order they come. Each chunk is
/// committed once: a second time is an error in the router, and throws. Lives beside the router; answers it.
/// </summary>
public sealed class Aggregator : IHandler
{
    private readonly Dictionary<JobId, Aggregation> _jobs = [];

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case CommitChunks commit:
                OnCommit(context, commit);
                break;
            case BeginJob begin:
                _jobs.Add(begin.Job, new Aggregation(begin.Spec));
                break;
            case DropJob drop:
                _jobs.Remove(drop.Job);
                break;
        }
    }

    private void OnCommit(IActorContext context, CommitChunks commit)
    {
        if (!_jobs.TryGetValue(commit.Job, out Aggregation? aggregation)) return;
        foreach (CommittedChunk chunk in commit.Chunks) aggregation.Commit(chunk);
        if (!aggregation.IsComplete) return;
        _jobs.Remove(commit.Job);
        context.Send(context.Sender, Finish(commit.Job, aggregation));
    }

    private static object Finish(JobId job, Aggregation aggregation)
    {
        try
        {
            ReducedValue? reduced = aggregation.Reduce();
            return new JobAggregated(job, aggregation.Outputs(), reduced?.Value, reduced?.Warning);
        }
        catch (ComputeException error)
        {
            return new AggregationFailed(job, error.Kind, error.Message);
        }
    }
}
