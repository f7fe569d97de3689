using ActorCompute.Actors;
using ActorCompute.Messages;
using Akka.Actor;
using Akka.Event;
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
    private long _ahead;

    /// <summary>The actor as handlers speak of it.</summary>
    public ActorRef Reference => reference;

    /// <summary>True for the router, the aggregator and the workers, without which no job ends.</summary>
    public bool IsOfEngine => isOfEngine;

    ActorRef IActorContext.Self => reference;

    ActorRef IActorContext.Sender => _sender;

    long IActorContext.Now => Now;

    /// <summary>A timer that has gone off proves that its time has come, whatever the clock shows.</summary>
    private long Now => _ahead
        + ((ITimeProvider)Context.System.Scheduler).HighResMonotonicClock.Ticks * NanosecondsPerTick;

    void IActorContext.Send(ActorRef target, object message) => host.Send(target, message, reference);

    void IActorContext.Schedule(TimeSpan delay, object message) =>
        Context.System.Scheduler.ScheduleTellOnce(
            delay, Self, new Due(Now + delay.Ticks * NanosecondsPerTick, message), ActorRefs.NoSender);

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
            case Due due:
                _ahead += Math.Max(0, due.At - Now);
                Handle(default, due.Message);
                break;
            case global::Akka.Actor.Terminated terminated:
                if (_watched.Remove(terminated.ActorRef, out ActorRef actor))
                {
                    Handle(actor, new ActorCompute.Actors.Terminated(actor, ProcessDied: true));
                }

                break;
            case JobProtocol.SubmitJob submit when submit.ReplyTo == ActorRef.Nobody:
                if (host.Refer(Sender, submit.Job, reference) is { } customer)
                {
                    Handle(customer, submit with { ReplyTo = customer });
                }

                break;
            case JobProtocol.SubmitJob or JobProtocol.CancelJob:
                Handle(default, message);
                break;
            default:
                // What the engine's actors say to each other is not for others to say.
                if (isOfEngine) Unhandled(message);
                else Handle(host.Refer(Sender), message);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void PostStop() => host.OnStopped(this, Self.Path);

    private void Handle(ActorRef sender, object message)
    {
        _sender = sender;
        try
        {
            handler.Receive(this, message);
        }
        catch (Exception error)
        {
            // A handler that throws is in an unknown state: it ends, and its watchers hear of it.
            Context.GetLogger().Error(error, "the actor ends, since its handler threw");
            host.Fail(this, error);
        }
    }

    /// <summary>What a timer of the handler brings.</summary>
    /// <param name="At">When it is due, by the clock of the actor.</param>
    /// <param name="Message">The message.</param>
    private sealed record Due(long At, object Message) : INoSerializationVerificationNeeded;
}
