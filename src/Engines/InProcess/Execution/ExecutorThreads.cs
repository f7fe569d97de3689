using ActorCompute.Actors;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>
/// The threads that run kernels. Any of them, and any thread that helps, takes the next waiting run of any slot: so
/// a slot never waits for a thread of its own to wake. Threads start when they are first needed, look for work for
/// a moment after they ran out, and then sleep.
/// </summary>
internal sealed class ExecutorThreads(Slot[] slots, Action<PendingRun> run) : IDisposable
{
    /// <summary>How often an idle thread looks again before it sleeps, and how long it spins in between: 40 us or so.</summary>
    private const int LooksBeforeSleep = 250;
    private const int SpinsBetweenLooks = 4;

    [ThreadStatic]
    private static bool _isLooking;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _lock = new();
    private readonly List<Thread> _threads = [];
    private int _waiting;
    private int _looking;
    private int _asleep;
    private volatile bool _isDisposed;

    /// <summary>A run was put into a slot: sees to it that a thread takes it.</summary>
    public void Announce()
    {
        int waiting = Interlocked.Increment(ref _waiting);
        int willLook = Volatile.Read(ref _looking) + (_isLooking ? 1 : 0);
        if (waiting > willLook) Wake();
    }

    /// <summary>A waiting run was taken back.</summary>
    public void Withdraw() => Interlocked.Decrement(ref _waiting);

    /// <summary>Runs kernels on the calling thread, with <paramref name="begin"/> first, until it may leave.</summary>
    public void Help(Action begin, IHelpUntil until)
    {
        bool nested = _isLooking;
        _isLooking = true;
        try
        {
            begin();
            int looks = 0;
            while (!until.IsOver)
            {
                if (TryRunOne()) looks = 0;
                else if (++looks < LooksBeforeSleep) Thread.SpinWait(SpinsBetweenLooks);
                else SleepWhileOthersRun(until);
            }
        }
        finally
        {
            _isLooking = nested;
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        lock (_lock) _wake.Release(_threads.Count + 1);
    }

    /// <summary>
    /// All that is left of the helper's job runs on other threads. What it would have looked for has to be announced
    /// to them from now on.
    /// </summary>
    private void SleepWhileOthersRun(IHelpUntil until)
    {
        _isLooking = false;
        if (Volatile.Read(ref _waiting) == 0) until.Wait(TimeSpan.FromMilliseconds(50));
        _isLooking = true;
    }

    private bool TryRunOne()
    {
        if (Volatile.Read(ref _waiting) == 0) return false;
        foreach (Slot slot in slots)
        {
            if (slot.Take() is not { } pending) continue;
            Interlocked.Decrement(ref _waiting);
            run(pending);
            return true;
        }

        return false;
    }

    private void Wake()
    {
        // A thread that is neither asleep nor looking runs a kernel, or looks once more before it sleeps.
        if (Volatile.Read(ref _asleep) > 0) _wake.Release();
        else if (_threads.Count < slots.Length) StartThread();
    }

    private void StartThread()
    {
        lock (_lock)
        {
            if (_threads.Count == slots.Length || _isDisposed) return;
            var thread = new Thread(Work) { IsBackground = true, Name = $"ActorCompute executor {_threads.Count}" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    private void Work()
    {
        _isLooking = true;
        while (!_isDisposed)
        {
            Interlocked.Increment(ref _looking);
            bool found = false;
            for (int looks = 0; looks < LooksBeforeSleep && !found; looks++)
            {
                found = Volatile.Read(ref _waiting) > 0;
                if (!found) Thread.SpinWait(SpinsBetweenLooks);
            }

            Interlocked.Decrement(ref _looking);
            if (found)
            {
                while (TryRunOne())
                {
                }
            }
            else
            {
                Interlocked.Increment(ref _asleep);
                if (Volatile.Read(ref _waiting) == 0) _wake.Wait();
                Interlocked.Decrement(ref _asleep);
            }
        }
    }
}
