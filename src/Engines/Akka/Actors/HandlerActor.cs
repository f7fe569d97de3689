using ActorCompute.Actors;
using ActorCompute.Messages;
using Akka.Actor;
using ActorRef = ActorCompute.Messages.ActorRef;
using IActorContext = ActorCompute.Actors.IActorContext;

namespace ActorCompute.Engines.Akka.Actors;

/// <summary>
/// An actor of Akka.NET around a handler: watch, timers and sends are Akka's. A message that comes straight
/// from an actor of the program is answered to that actor.
/// </summary>
internal sealed class HandlerActor(AkkaHost host, ActorRef reference, IHandler handler, bool isOfEngine)
    : UntypedActor, IActorContext
{
    private const long NanosecondsPerTick = 100;

    private readonly Dictionary<IActorRef, ActorRef> _watched = [];
    private ActorRef _sender;

    /// <summary>The actor as handlers speak of it.</summary>
    public ActorRef Reference => reference;

    /// <summary>True for the router, the aggregator and the workers, without which no job ends.</summary>
    public bool IsOfEngine => isOfEngine;

    ActorRef IActorContext.Self => reference;

    ActorRef IActorContext.Sender => _sender;

    long IActorContext.Now =>
        ((ITimeProvider)Context.System.Scheduler).HighResMonotonicClock.Ticks * NanosecondsPerTick;

    void IActorContext.Send(ActorRef target, object message) => host.Send(target, message, reference);

    void IActorContext.Schedule(TimeSpan delay, object message) =>
        Context.System.Scheduler.ScheduleTellOnce(
            delay, Self, new Told(default, message), ActorRefs.NoSender);

    void IActorContext.Watch(ActorRef actor)
    {
        if (actor.Node != host.Node)
        {
            host.WatchOther(reference, actor);
        }
        else if (host.Find(actor) is { } found)
        {
            _watched[found] = actor;
            Context.Watch(found);
        }
        else
        {
            host.Send(reference, new ActorCompute.Actors.Terminated(actor, ProcessDied: true), actor);
        }
    }

    ulong IActorContext.NextRandom()
    {
        Span<byte> bits = stackalloc byte[sizeof(ulong)];
        Random.Shared.NextBytes(bits);
        return BitConverter.ToUInt64(bits);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Told told:
                Handle(told.Sender, told.Message);
                break;
            case global::Akka.Actor.Terminated terminated:
                if (_watched.Remove(terminated.ActorRef, out ActorRef actor))
                {
                    Handle(actor, new ActorCompute.Actors.Terminated(actor, ProcessDied: true));
                }

                break;
            default:
                Handle(host.Refer(Sender), message);
                break;
        }
    }

    /// <summary>Jobs that come from an actor of the program are answered to it.</summary>
    private void Handle(ActorRef sender, object message)
    {
        _sender = sender;
        if (message is JobProtocol.SubmitJob submit && submit.ReplyTo == ActorRef.Nobody)
        {
            message = submit with { ReplyTo = sender };
        }

        try
        {
            handler.Receive(this, message);
        }
        catch (Exception error)
        {
            // A handler that throws is in an unknown state: it ends, and its watchers hear of it.
            host.Fail(this, error);
        }
    }
}
