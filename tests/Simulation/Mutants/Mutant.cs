using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Simulation.Mutants;

/// <summary>
/// A planted bug, by which the simulator itself is tested: it tampers with what an actor gets and sends, so
/// that the actor behaves as if it had the bug. Production code knows nothing of it. One instance serves one
/// run.
/// </summary>
public class Mutant
{
    /// <summary>The bugs by name.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Mutant>> ByName =
        new Dictionary<string, Func<Mutant>>
        {
            ["no-deduplication"] = () => new NoDeduplication(),
            ["lost-lease"] = () => new LostLease(),
            ["double-count"] = () => new DoubleCount(),
            ["slice-freed-too-early"] = () => new SliceFreedTooEarly(),
            ["forgotten-abandonment"] = () => new ForgottenAbandonment(),
            ["forgotten-release"] = () => new ForgottenRelease(),
            ["doubled-credit"] = () => new DoubledCredit(),
            ["lost-wakeup"] = () => new LostWakeup(),
            ["silent-member"] = () => new SilentMember(),
            ["ignored-invitation"] = () => new IgnoredInvitation(),
            ["forgotten-reservation"] = () => new ForgottenReservation(),
            ["kept-session"] = () => new KeptSession(),
        };

    /// <summary>No bug.</summary>
    public static Mutant None() => new();

    /// <summary>The handler with the bug, or as it is where the bug is not in it.</summary>
    public IHandler Wrap(IHandler handler) =>
        Concerns(handler) ? new TamperedHandler(this, handler) : handler;

    protected virtual bool Concerns(IHandler handler) => false;

    /// <summary>What the actor gets instead of a message.</summary>
    public virtual object Receive(IActorContext context, object message) => message;

    /// <summary>Sends what the actor would have sent with the bug.</summary>
    public virtual void Send(IActorContext context, ActorRef target, object message) =>
        context.Send(target, message);

    /// <summary>Schedules what the actor would have scheduled with the bug.</summary>
    public virtual void Schedule(IActorContext context, TimeSpan delay, object message) =>
        context.Schedule(delay, message);
}
