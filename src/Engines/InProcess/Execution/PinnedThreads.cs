using ActorCompute.Actors;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>
/// A thread for each slot, which alone runs what is sent to it. A thread that is spent is replaced at once.
/// </summary>
internal sealed class PinnedThreads : IExecutorThreads
{
    private readonly PinnedThread[] _threads;

    /// <param name="slots">The slots.</param>
    /// <param name="compute">Runs a kernel or items. Never throws.</param>
    /// <param name="answer">Sends the answer.</param>
    /// <param name="begin">What each thread does first.</param>
    public PinnedThreads(
        Slot[] slots, Func<PendingRun, RunStep> compute, Action<PendingRun, object> answer, Action? begin)
    {
        _threads = [.. slots.Select(slot => new PinnedThread(slot, compute, answer, begin))];
        foreach (PinnedThread thread in _threads) thread.Start(null);
    }

    /// <inheritdoc/>
    public void Offer(PendingRun run)
    {
        run.Slot.Put(run);
        _threads[run.Slot.Number].Announce();
    }

    /// <inheritdoc/>
    public void Withdraw(PendingRun run)
    {
        // Threads look at their slots, and there is nothing to be seen in this one any more.
    }

    /// <inheritdoc/>
    /// <remarks>The caller runs nothing: that is for the slots' own threads.</remarks>
    public void Help(Action begin, IHelpUntil until)
    {
        begin();
        for (int looks = 0; looks < Idling.LooksBeforeSleep && !until.IsOver; looks++)
        {
            Idling.PauseAmongMany(looks);
        }

        while (!until.IsOver) until.Wait(Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        foreach (PinnedThread thread in _threads) thread.Dispose();
    }
}

/// <summary>The one thread of a slot: at any time one of a succession.</summary>
internal sealed class PinnedThread(
    Slot slot, Func<PendingRun, RunStep> compute, Action<PendingRun, object> answer, Action? begin)
    : IDisposable
{
    private readonly SemaphoreSlim _wake = new(0);
    private int _isAsleep;
    private volatile bool _isDisposed;

    /// <summary>Starts a thread, which first goes on with what the one before could not finish.</summary>
    public void Start(PendingRun? unfinished)
    {
        var thread = new Thread(() => Work(unfinished))
        {
            IsBackground = true,
            Name = $"ActorCompute slot {slot.Number}",
        };
        thread.Start();
    }

    /// <summary>A run was put into the slot.</summary>
    public void Announce()
    {
        if (Interlocked.CompareExchange(ref _isAsleep, 0, 1) == 1) _wake.Release();
    }

    public void Dispose()
    {
        _isDisposed = true;
        Interlocked.MemoryBarrier();
        Announce();
    }

    private void Work(PendingRun? unfinished)
    {
        begin?.Invoke();
        PendingRun? run = unfinished;
        while (run is not null || !_isDisposed)
        {
            run ??= Find();
            if (run is null) continue;
            RunStep step = compute(run);
            if (step.ThreadIsSpent) Start(step.Answer is null ? run : null);
            if (step.Answer is { } ended) answer(run, ended);
            if (step.ThreadIsSpent) return;
            if (step.Answer is not null) run = null;
        }
    }

    /// <summary>
    /// Looks for a run for a moment, then sleeps until there may be one; null if there is none after all.
    /// </summary>
    private PendingRun? Find()
    {
        for (int looks = 0; looks < Idling.LooksBeforeSleep; looks++)
        {
            if (slot.Waiting is { } waiting && slot.TryTake(waiting)) return waiting;
            Idling.PauseAmongMany(looks);
        }

        Interlocked.Exchange(ref _isAsleep, 1);

        // What came before the line above was not announced to a sleeper. Whoever ends the sleep also wakes.
        bool staysAwake = slot.Waiting is not null || _isDisposed;
        if (!staysAwake || Interlocked.CompareExchange(ref _isAsleep, 0, 1) == 0) _wake.Wait();
        return null;
    }
}
