using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Mutants;

/// <summary>A handler between whose messages and the world a mutant stands.</summary>
public sealed class TamperedHandler(Mutant mutant, IHandler handler) : IHandler
{
    private readonly TamperedContext _context = new(mutant);

    public void Receive(IActorContext context, object message)
    {
        _context.Real = context;
        handler.Receive(_context, mutant.Receive(context, message));
    }

    private sealed class TamperedContext(Mutant mutant) : IActorContext
    {
        public IActorContext Real { get; set; } = null!;

        public ActorRef Self => Real.Self;

        public ActorRef Sender => Real.Sender;

        public long Now => Real.Now;

        public void Send(ActorRef target, object message) => mutant.Send(Real, target, message);

        public void Schedule(TimeSpan delay, object message) =>
            mutant.Schedule(Real, delay, message);

        public void Watch(ActorRef actor) => Real.Watch(actor);

        public ulong NextRandom() => Real.NextRandom();
    }
}
