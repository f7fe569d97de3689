using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Actors;

/// <summary>
/// Messages to be sent later, in the order in which they are due, behind one timer of the system.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    private readonly ActorHost _host;
    private readonly PriorityQueue<(ActorRef Target, object Message), (long At, long Number)> _due = new();
    private readonly Timer _timer;
    private long _armedFor = long.MaxValue;
    private long _scheduled;
    private bool _isFiring;

    public TimerQueue(ActorHost host)
    {
        _host = host;
        _timer = new Timer(_ => Fire());
    }

    public void Schedule(TimeSpan delay, ActorRef target, object message)
    {
        lock (_due)
        {
            long at = _host.Now + (long)Math.Min(delay.TotalNanoseconds, long.MaxValue / 4);
            _due.Enqueue((target, message), (at, ++_scheduled));
            if (at < _armedFor && !_isFiring) Arm(at);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm(long at)
    {
        const uint longest = uint.MaxValue - 1;
        _armedFor = at;
        double milliseconds = Math.Ceiling(Math.Max(0, at - _host.Now) / 1e6);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Min(milliseconds, longest)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends what is due. One thread does at a time: two could overtake each other.</summary>
    private void Fire()
    {
        lock (_due)
        {
            if (_isFiring) return;
            _isFiring = true;
        }

        while (TryTakeDue(out (ActorRef Target, object Message) next))
        {
            _host.Send(next.Target, next.Message);
        }
    }

    /// <summary>The next message that is due; if there is none, ends the firing and arms the timer.</summary>
    private bool TryTakeDue(out (ActorRef Target, object Message) next)
    {
        lock (_due)
        {
            if (_due.TryPeek(out next, out (long At, long Number) first) && first.At <= _host.Now)
            {
                _due.Dequeue();
                return true;
            }

            _isFiring = false;
            _armedFor = long.MaxValue;
            if (_due.Count > 0) Arm(first.At);
            return false;
        }
    }
}
