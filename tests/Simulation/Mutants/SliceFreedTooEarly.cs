using ActorCompute.Actors;
using ActorCompute.Actors.Working;
using ActorCompute.Messages;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A worker acknowledges a stop before its executor has.</summary>
public sealed class SliceFreedTooEarly : Mutant
{
    private readonly Dictionary<ActorRef, WorkerJoined> _joined = [];

    protected override bool Concerns(IHandler handler) => handler is Worker;

    public override object Receive(IActorContext context, object message)
    {
        if (message is StopJob stop && _joined.TryGetValue(context.Self, out WorkerJoined? joined))
        {
            context.Send(context.Sender, new JobStopped(context.Self, joined.Life, stop.Job));
        }

        return message;
    }

    public override void Send(IActorContext context, ActorRef target, object message)
    {
        if (message is WorkerJoined joined) _joined[context.Self] = joined;
        context.Send(target, message);
    }
}
