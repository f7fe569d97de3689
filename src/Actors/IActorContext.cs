using ActorCompute.Messages;

namespace ActorCompute.Actors;

/// <summary>
/// All that a handler may touch besides its own state: this is the engine port. Valid only during the call of
/// <see cref="IHandler.Receive"/> that it is given to.
/// </summary>
public interface IActorContext
{
    /// <summary>The actor itself.</summary>
    ActorRef Self { get; }

    /// <summary>Who sent the message, or nobody.</summary>
    ActorRef Sender { get; }

    /// <summary>A monotonic clock, in nanoseconds from an arbitrary start.</summary>
    long Now { get; }

    /// <summary>
    /// Sends a message. Messages from one sender to one receiver arrive in order, at most once; one is lost only
    /// where the receiver or the way to it is gone, which whoever watches the receiver hears as
    /// <see cref="Terminated"/>.
    /// </summary>
    void Send(ActorRef target, object message);

    /// <summary>Sends a message to the actor itself after a delay. There is no way to take it back.</summary>
    void Schedule(TimeSpan delay, object message);

    /// <summary>Asks for one <see cref="Terminated"/> when the actor is gone, at once if it is gone already.</summary>
    void Watch(ActorRef actor);

    /// <summary>Uniform random bits.</summary>
    ulong NextRandom();
}

/// <summary>An actor: state that changes in Receive alone, one message at a time.</summary>
public interface IHandler
{
    /// <summary>Handles a message. Never waits and never throws for what a message says.</summary>
    void Receive(IActorContext context, object message);
}

/// <summary>A watched actor is gone.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="ProcessDied">
/// True where the death of its process is certain, so that it can write nowhere any more; false where it is only
/// out of reach.
/// </param>
public sealed record Terminated(ActorRef Actor, bool ProcessDied);

/// <summary>The first message of every actor, from the engine.</summary>
public sealed record Started
{
    /// <summary>The only instance.</summary>
    public static Started Instance { get; } = new();

    private Started()
    {
    }
}
