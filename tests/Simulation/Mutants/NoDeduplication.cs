using ActorCompute.Actors;
using ActorCompute.Actors.Routing;
using ActorCompute.Messages;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Mutants;

/// <summary>
/// The router takes a result of any attempt of any life for one of the chunk's latest attempt.
/// </summary>
public sealed class NoDeduplication : Mutant
{
    private readonly Dictionary<(JobId, long), (ActorRef Worker, int Life, int Attempt)> _latest = [];

    protected override bool Concerns(IHandler handler) => handler is Router;

    public override object Receive(IActorContext context, object message)
    {
        if (message is not ChunksFinished { Results: [var result, ..] } finished) return message;
        if (!_latest.TryGetValue((finished.Job, result.Chunk), out var latest)) return message;
        if (latest == (finished.Worker, finished.Life, result.Attempt)) return message;
        return new ChunksFinished(
            latest.Worker, latest.Life, finished.Job, [result with { Attempt = latest.Attempt }]);
    }

    public override void Send(IActorContext context, ActorRef target, object message)
    {
        if (message is AssignChunks assigned)
        {
            for (long i = 0; i < assigned.Chunks; i++)
            {
                _latest[(assigned.Job, assigned.FirstChunk + i)] = (target, assigned.Life, assigned.Attempt);
            }
        }

        context.Send(target, message);
    }
}
