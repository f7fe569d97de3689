using ActorCompute.Actors;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>
/// Threads for all slots together. Any of them, and any thread that helps, takes the next waiting run of any
/// slot: so a slot never waits for a thread of its own to wake. Threads start when they are first needed,
/// look for work for a moment after they ran out, and then sleep.
/// </summary>
/// <param name="slots">The slots.</param>
/// <param name="compute">Runs a kernel, and gives the answer to its worker. Never throws.</param>
/// <param name="answer">Sends the answer.</param>
internal sealed class SharedThreads(
    Slot[] slots, Func<PendingRun, RunStep> compute, Action<PendingRun, object> answer) : IExecutorThreads
{
    /// <summary>What the present thread will take as soon as it is done with what it does.</summary>
    [ThreadStatic]
    private static Looking _looksFor;

    /// <summary>The run that it will take first, and that no other thread takes.</summary>
    [ThreadStatic]
    private static PendingRun? _kept;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly Lock _lock = new();
    private readonly List<Thread> _threads = [];
    private int _waiting;
    private int _looking;
    private int _asleep;
    private volatile bool _isDisposed;

    private enum Looking : byte
    {
        Nothing,
        LibraryKernels,
        AllKernels,
    }

    /// <inheritdoc/>
    /// <remarks>
    /// A thread that is about to look for work keeps the first run for itself: a job of one chunk stays on
    /// the caller's core, and a thread goes on in memory where it was.
    /// </remarks>
    public void Offer(PendingRun run)
    {
        if (_kept is null && WillTake(run, _looksFor))
        {
            run.Keep();
            _kept = run;
            run.Slot.Put(run);
        }
        else
        {
            run.Slot.Put(run);
            Announce();
        }
    }

    /// <inheritdoc/>
    public void Withdraw(PendingRun run)
    {
        if (!run.EndKeeping()) Interlocked.Decrement(ref _waiting);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// Runs kernels meanwhile, but leaves those of the program to the threads of the engine: they may block,
    /// and the caller waits for its own job alone.
    /// </remarks>
    public void Help(Action begin, IHelpUntil until)
    {
        Looking outer = _looksFor;
        _looksFor = Looking.LibraryKernels;
        try
        {
            begin();
            int looks = 0;
            while (!until.IsOver)
            {
                if (TryRunOne()) looks = 0;
                else if (++looks < Idling.LooksBeforeSleep) Idling.Pause();
                else SleepWhileOthersRun(until);
            }
        }
        finally
        {
            _looksFor = outer;

            // The job of this thread was over before it came to what it kept.
            PendingRun? kept = _kept;
            _kept = null;
            if (kept is not null && kept.EndKeeping()) Announce();
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        lock (_lock) _wake.Release(_threads.Count + 1);
    }

    /// <summary>
    /// The calling thread has other things to do first: sees to it that one looks for the run.
    /// </summary>
    private void Announce()
    {
        int waiting = Interlocked.Increment(ref _waiting);
        if (waiting > Volatile.Read(ref _looking)) Wake();
    }

    private static bool WillTake(PendingRun run, Looking looksFor) =>
        looksFor == Looking.AllKernels || (looksFor == Looking.LibraryKernels && !run.MayTakeAnyTime);

    /// <summary>All that is left of the helper's job runs, or will run, on other threads.</summary>
    private void SleepWhileOthersRun(IHelpUntil until)
    {
        // A run that only the threads may take does not keep the helper awake, one that it may take does.
        foreach (Slot slot in slots)
        {
            if (slot.Waiting is { IsKept: false } run && WillTake(run, _looksFor)) return;
        }

        until.Wait(TimeSpan.FromMilliseconds(50));
    }

    private bool TryRunOne()
    {
        if (_kept is { } kept)
        {
            _kept = null;
            if (kept.Slot.TryTake(kept))
            {
                Run(kept);
                return true;
            }
        }

        if (Volatile.Read(ref _waiting) == 0) return false;
        foreach (Slot slot in slots)
        {
            if (slot.Waiting is not { IsKept: false } waiting || !WillTake(waiting, _looksFor)) continue;
            if (!slot.TryTake(waiting)) continue;
            Interlocked.Decrement(ref _waiting);
            Run(waiting);
            return true;
        }

        return false;
    }

    private void Run(PendingRun run)
    {
        // A kernel of the program may submit a job and wait for it: meanwhile this thread takes nothing.
        Looking looksFor = _looksFor;
        _looksFor = Looking.Nothing;
        object? result;
        do result = compute(run).Answer;
        while (result is null);
        _looksFor = looksFor;
        answer(run, result);
    }

    /// <summary>Wakes one thread more, or starts it: each call another one.</summary>
    private void Wake()
    {
        // A thread that is neither asleep nor looking runs a kernel, or looks once more before it sleeps.
        if (TryClaimSleeper()) _wake.Release();
        else if (_threads.Count < slots.Length) StartThread();
    }

    private bool TryClaimSleeper()
    {
        int asleep = Volatile.Read(ref _asleep);
        while (asleep > 0)
        {
            int seen = Interlocked.CompareExchange(ref _asleep, asleep - 1, asleep);
            if (seen == asleep) return true;
            asleep = seen;
        }

        return false;
    }

    private void StartThread()
    {
        lock (_lock)
        {
            if (_threads.Count == slots.Length || _isDisposed) return;
            string name = $"ActorCompute executor {_threads.Count}";
            var thread = new Thread(Work) { IsBackground = true, Name = name };
            _threads.Add(thread);
            thread.Start();
        }
    }

    private void Work()
    {
        _looksFor = Looking.AllKernels;
        while (!_isDisposed)
        {
            Interlocked.Increment(ref _looking);
            bool found = false;
            for (int looks = 0; looks < Idling.LooksBeforeSleep && !found; looks++)
            {
                found = Volatile.Read(ref _waiting) > 0;
                if (!found) Idling.Pause();
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
                Sleep();
            }
        }
    }

    private void Sleep()
    {
        Interlocked.Increment(ref _asleep);

        // A run that was announced before the line above was announced to a thread that looked. If this
        // sleeper is claimed already, its wake-up is on the way and must be taken.
        if (Volatile.Read(ref _waiting) > 0 && TryClaimSleeper()) return;
        _wake.Wait();
    }
}
