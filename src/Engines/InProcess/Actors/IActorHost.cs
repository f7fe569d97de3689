using ActorCompute.Actors;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Actors;

/// <summary>The actors and services of one process. Thread safe.</summary>
internal interface IActorHost : IDisposable
{
    /// <summary>Raised when a handler threw, which ends its actor.</summary>
    event Action<ActorFailure>? ActorFailed;

    /// <summary>This process.</summary>
    NodeId Node { get; }

    /// <summary>Makes an actor of a handler, which may wait.</summary>
    ActorRef Spawn(IHandler handler);

    /// <summary>Makes an actor of a handler that never waits.</summary>
    ActorRef SpawnOfEngine(IHandler handler);

    /// <summary>Makes a service: a thread-safe function of sender and message, called on the sender's
    /// thread.</summary>
    ActorRef AddService(Func<ActorRef, Action<ActorRef, object>> make);

    /// <summary>Ends an actor or a service: what is still sent to it is dropped.</summary>
    void Stop(ActorRef actor);

    /// <summary>Sends a message to an actor of any node.</summary>
    void Send(ActorRef target, object message, ActorRef sender = default);
}
