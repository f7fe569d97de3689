using ActorCompute.Simulation.Engine;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>
/// Runs a simulator on a thread of its own, for a program whose threads live in real time. While a job is
/// open, or something of the program's actors is on its way, virtual time jumps from event to event; then it
/// stands still, and the thread waits, until the program says more. So a program's actor that schedules
/// something anew for ever keeps the thread busy. Thread safe, except where it says otherwise.
/// </summary>
internal sealed class VirtualTime : IDisposable
{
    /// <summary>
    /// How long the simulator goes on, in nanoseconds, when nobody waits for anything, so that the memory of
    /// the last job goes back.
    /// </summary>
    public const long Rest = 100 * Duration.Millisecond;

    private readonly object _gate = new();
    private readonly Simulator _simulator;
    private readonly OpenJobs _jobs;
    private readonly Thread _thread;
    private List<Action> _posted = [];
    private long _awakeUntil;
    private bool _isCalm;
    private bool _isAtRest;
    private bool _isDisposed;

    /// <summary>Starts the thread.</summary>
    public VirtualTime(Simulator simulator, OpenJobs jobs)
    {
        _simulator = simulator;
        _jobs = jobs;
        _thread = new Thread(Run) { IsBackground = true, Name = "virtual time" };
        _thread.Start();
    }

    /// <summary>What ended the simulation before its time, if anything did.</summary>
    public Exception? Error { get; private set; }

    /// <summary>
    /// Has something done between two events. While no job is open that is when the last one has been tidied
    /// up, so that a program that waits for each of its jobs sees the same schedule every time.
    /// </summary>
    public void Post(Action action)
    {
        lock (_gate)
        {
            _posted.Add(action);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Has time go on to a moment at least. On the thread of the simulator only.</summary>
    public void StayAwakeUntil(long moment) => _awakeUntil = Math.Max(_awakeUntil, moment);

    /// <summary>Waits until all that was posted is done and time stands still.</summary>
    /// <exception cref="TimeoutException">That takes longer than <paramref name="atMost"/>.</exception>
    public void WaitForRest(TimeSpan atMost)
    {
        if (Thread.CurrentThread == _thread) return;
        using var deadline = new CancellationTokenSource(atMost);
        using CancellationTokenRegistration wake = deadline.Token.Register(Wake);
        lock (_gate)
        {
            while (!_isDisposed && Error is null && (!_isAtRest || _posted.Count > 0))
            {
                if (deadline.IsCancellationRequested) throw new TimeoutException("time does not stand still");
                Monitor.Wait(_gate);
            }
        }
    }

    /// <summary>Ends the thread, after the event that is happening.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.PulseAll(_gate);
        }

        if (Thread.CurrentThread != _thread) _thread.Join();
    }

    private void Wake()
    {
        lock (_gate) Monitor.PulseAll(_gate);
    }

    private void Run()
    {
        try
        {
            while (TryNext(out List<Action>? posted))
            {
                posted?.ForEach(action => action());
                Step();
            }
        }
        catch (Exception error)
        {
            lock (_gate)
            {
                Error = error;
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits until there is something to do; false when the simulation is over.</summary>
    private bool TryNext(out List<Action>? posted)
    {
        lock (_gate)
        {
            while (!_isDisposed && _posted.Count == 0 && _isCalm)
            {
                _isAtRest = true;
                Monitor.PulseAll(_gate);
                Monitor.Wait(_gate);
            }

            _isAtRest = false;
            posted = null;
            if (_posted.Count > 0 && MayAct) (posted, _posted) = (_posted, []);
            return !_isDisposed;
        }
    }

    /// <summary>Lets the next event happen, unless nobody waits for it.</summary>
    private void Step()
    {
        long tidiedUp = _jobs.LastEndAt + Rest;
        long limit = _jobs.Any ? long.MaxValue : Math.Max(_simulator.Now, Math.Max(_awakeUntil, tidiedUp));
        _isCalm = !_simulator.Events.Step(limit);
    }

    private bool MayAct => _jobs.Any || _isCalm || _simulator.Now >= _jobs.LastEndAt + Rest;
}
