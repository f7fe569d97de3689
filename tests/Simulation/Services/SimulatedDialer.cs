using ActorCompute.Actors;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using static ActorCompute.Simulation.Services.SimulatedDoor;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// Keeps a connection to whatever process runs at a place: dials until it is answered, and again when the
/// connection is lost.
/// <para>
/// On the real engine the dial, the answer and all that follows go over one socket, and share its fate. So a
/// break before the answer ends the attempt: the dialer has closed that socket, no answer can come by it any
/// more, and the other end, which may have taken the dial as good, hears that it is closed.
/// </para>
/// </summary>
public sealed class SimulatedDialer(Simulator simulator, int place) : IHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);

    private ActorRef _door;
    private bool _isConnected;
    private int _dials;
    private int _connection;

    /// <summary>The router of the client that dials; else nobody.</summary>
    public ActorRef Router { get; init; }

    /// <summary>False while nobody is to be dialed.</summary>
    public Func<bool> IsWanted { get; init; } = () => true;

    /// <summary>Told of a new connection, with the service at its other end.</summary>
    public Action<IActorContext, ActorRef> Connected { get; init; } = (_, _) => { };

    /// <summary>Told of the end of a connection.</summary>
    public Action<IActorContext> Lost { get; init; } = _ => { };

    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Started:
                DialOnce(context);
                break;
            case DialAgain again when !_isConnected && again.Dials == _dials:
                DialOnce(context);
                break;
            case Answered answered when answered.Connection != _connection:
                context.Send(context.Sender, new HungUp(answered.Connection));
                break;
            case Answered answered when !_isConnected && context.Sender == _door:
                _isConnected = true;
                context.Watch(_door);
                Connected(context, answered.Service);
                break;
            case Terminated ended when ended.Actor == _door:
                OnBroken(context);
                break;
        }
    }

    private void OnBroken(IActorContext context)
    {
        _connection++;
        if (!_isConnected) return;
        _isConnected = false;
        Lost(context);
        DialOnce(context);
    }

    private void DialOnce(IActorContext context)
    {
        context.Schedule(Patience, new DialAgain(++_dials));
        if (simulator.NodeAt(place) is not { } node || !IsWanted()) return;
        _door = Of(node.Id);
        context.Send(_door, new Dial(Router, _connection));
        // From now on, or else a connection that breaks while the answer is on its way would never be missed.
        context.Watch(_door);
    }

    private sealed record DialAgain(int Dials);
}
