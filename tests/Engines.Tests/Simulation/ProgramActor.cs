using ActorCompute.Actors;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>
/// An actor that a program brought along: it may throw, and what it sends and schedules keeps time going.
/// </summary>
/// <param name="handler">The program's handler.</param>
/// <param name="awake">Told until when time is to go on.</param>
/// <param name="failed">Told of an actor whose handler threw.</param>
internal sealed class ProgramActor(
    IHandler handler, Action<long> awake, Action<ActorRef, Exception> failed) : IHandler, IActorContext
{
    private IActorContext _context = null!;
    private int _timersOfMessage;

    public ActorRef Self => _context.Self;

    public ActorRef Sender => _context.Sender;

    public long Now => _context.Now;

    public void Receive(IActorContext context, object message)
    {
        _context = context;
        _timersOfMessage = 0;
        try
        {
            handler.Receive(this, message);
        }
        catch (Exception error) when (error is not ViolationException)
        {
            failed(Self, error);
        }
    }

    public void Send(ActorRef target, object message)
    {
        awake(Now + VirtualTime.Rest);
        _context.Send(target, message);
    }

    /// <summary>
    /// A clock in real time moves on from one call to the next, so that equal delays end in the order of the
    /// calls: here the delays differ by the least that a time span can say.
    /// </summary>
    public void Schedule(TimeSpan delay, object message)
    {
        delay += TimeSpan.FromTicks(_timersOfMessage++);
        awake(Now + Duration.Of(delay));
        _context.Schedule(delay, message);
    }

    public void Watch(ActorRef actor)
    {
        awake(Now + VirtualTime.Rest);
        _context.Watch(actor);
    }

    public ulong NextRandom() => _context.NextRandom();
}
