using ActorCompute.Actors;
using ActorCompute.Actors.Routing;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A chunk that two attempts were made at counts twice in the reduction.</summary>
public sealed class DoubleCount : Mutant
{
    private readonly HashSet<(JobId Job, long Chunk)> _assigned = [];
    private readonly HashSet<(JobId Job, long Chunk)> _assignedAgain = [];

    protected override bool Concerns(IHandler handler) => handler is Router;

    public override void Send(IActorContext context, ActorRef target, object message)
    {
        if (message is AssignChunks assigned)
        {
            for (long i = 0; i < assigned.Chunks; i++)
            {
                (JobId, long) chunk = (assigned.Job, assigned.FirstChunk + i);
                if (!_assigned.Add(chunk)) _assignedAgain.Add(chunk);
            }
        }

        context.Send(target, message is CommitChunks commit
            ? commit with { Chunks = [.. commit.Chunks.Select(chunk => Count(commit.Job, chunk))] }
            : message);
    }

    private CommittedChunk Count(JobId job, CommittedChunk chunk) =>
        _assignedAgain.Contains((job, chunk.Chunk))
            ? chunk with { Partials = [.. chunk.Partials.Select(Twice)] }
            : chunk;

    private static PartialNode Twice(PartialNode node) =>
        node with { State = new Partial(node.State.A + node.State.A) };
}
