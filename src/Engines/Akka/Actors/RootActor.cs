using Akka.Actor;

namespace ActorCompute.Engines.Akka.Actors;

/// <summary>
/// The parent of all actors of the engine. A handler that throws ends its own actor, which tells its
/// watchers: nothing is started again with half a state.
/// </summary>
internal sealed class RootActor : ReceiveActor
{
    private readonly Dictionary<IActorRef, Action> _followed = [];
    private readonly Dictionary<string, int> _made = [];

    public RootActor()
    {
        Receive<Make>(make => Sender.Tell(Child(make)));
        Receive<Follow>(follow =>
        {
            _followed[follow.Actor] = follow.Ended;
            Context.Watch(follow.Actor);
        });
        Receive<Terminated>(terminated =>
        {
            if (_followed.Remove(terminated.ActorRef, out Action? ended)) ended();
        });
    }

    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(static _ => Directive.Stop);

    private IActorRef Child(Make make)
    {
        if (make.Name is not { } name) return Context.ActorOf(make.Props);
        int number = _made[name] = _made.GetValueOrDefault(name) + 1;
        return Context.ActorOf(make.Props, number == 1 ? name : $"{name}-{number}");
    }

    /// <summary>Asks for an actor, and is answered with it.</summary>
    /// <param name="Props">How it is made.</param>
    /// <param name="Name">Its name, numbered from the second of it on; or null.</param>
    internal sealed record Make(Props Props, string? Name) : INoSerializationVerificationNeeded;

    /// <summary>Has a function called at the end of an actor.</summary>
    /// <param name="Actor">The actor.</param>
    /// <param name="Ended">The function, called on the thread of this actor.</param>
    internal sealed record Follow(IActorRef Actor, Action Ended) : INoSerializationVerificationNeeded;
}
