using ActorCompute.Actors;
using ActorCompute.Actors.Routing;
using ActorCompute.Messages;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Mutants;

/// <summary>
/// The router forgets that a silent attempt holds a slice: the chunk goes out again into the same one.
/// </summary>
public sealed class LostLease : Mutant
{
    private readonly HashSet<(JobId Job, long Chunk)> _reused = [];

    protected override bool Concerns(IHandler handler) => handler is Router;

    public override void Send(IActorContext context, ActorRef target, object message) =>
        context.Send(target, Tamper(message));

    private object Tamper(object message)
    {
        switch (message)
        {
            case AssignChunks { FreshOutputs: not null } assigned:
                _reused.Add((assigned.Job, assigned.FirstChunk));
                return assigned with { FreshOutputs = null };
            case Fetch fetch:
                _reused.Remove((fetch.Attempt.Job, fetch.Attempt.Chunk));
                return fetch;
            case CommitChunks commit:
                return commit with { Chunks = [.. commit.Chunks.Select(one => InPlace(commit.Job, one))] };
            default:
                return message;
        }
    }

    private CommittedChunk InPlace(JobId job, CommittedChunk chunk) =>
        _reused.Contains((job, chunk.Chunk)) ? chunk with { Outputs = null } : chunk;
}
