using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Actors;

/// <summary>Messages to be sent later, behind one timer of the system.</summary>
internal sealed class TimerQueue : IDisposable
{
    private readonly InProcessEngine _engine;
    private readonly PriorityQueue<(ActorRef Target, object Message), long> _due = new();
    private readonly Timer _timer;
    private long _armedFor = long.MaxValue;

    public TimerQueue(InProcessEngine engine)
    {
        _engine = engine;
        _timer = new Timer(_ => Fire());
    }

    public void Schedule(TimeSpan delay, ActorRef target, object message)
    {
        long at = _engine.Now + (long)Math.Min(delay.TotalNanoseconds, long.MaxValue / 4);
        lock (_due)
        {
            _due.Enqueue((target, message), at);
            if (at < _armedFor) Arm(at);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Arm(long at)
    {
        const uint longest = uint.MaxValue - 1;
        _armedFor = at;
        double milliseconds = Math.Ceiling(Math.Max(0, at - _engine.Now) / 1e6);
        _timer.Change(TimeSpan.FromMilliseconds(Math.Min(milliseconds, longest)), Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        var due = new List<(ActorRef Target, object Message)>();
        lock (_due)
        {
            long now = _engine.Now;
            while (_due.TryPeek(out (ActorRef, object) next, out long at) && at <= now)
            {
                due.Add(next);
                _due.Dequeue();
            }

            _armedFor = long.MaxValue;
            if (_due.TryPeek(out _, out long first)) Arm(first);
        }

        foreach ((ActorRef target, object message) in due) _engine.Send(target, message);
    }
}
