using System.Collections.Concurrent;
using ActorCompute.Actors;

namespace ActorCompute.Engines.InProcess.Execution;

/// <summary>
/// A number of threads for any number of slots, which come and go: runs are taken in the order in which they
/// were put into their slots, so that those who share the threads take turns. Thread safe.
/// </summary>
internal sealed class QueuedThreads : IExecutorThreads
{
    private readonly ConcurrentQueue<PendingRun> _runs = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly NodeGate _gate = new();
    private readonly Func<PendingRun, RunStep> _compute;
    private readonly Action<PendingRun, object> _answer;
    private int _asleep;
    private int _busy;
    private volatile bool _isDisposed;

    /// <param name="count">How many threads.</param>
    /// <param name="compute">Runs a kernel. Never throws.</param>
    /// <param name="answer">Sends the answer.</param>
    public QueuedThreads(int count, Func<PendingRun, RunStep> compute, Action<PendingRun, object> answer)
    {
        _compute = compute;
        _answer = answer;
        for (int number = 0; number < count; number++)
        {
            new Thread(Work) { IsBackground = true, Name = $"ActorCompute executor {number}" }.Start();
        }
    }

    /// <summary>How many threads run a kernel just now.</summary>
    public int Busy => Volatile.Read(ref _busy);

    /// <inheritdoc/>
    public void Offer(PendingRun run)
    {
        run.Slot.Put(run);
        Enqueue(run);
    }

    /// <inheritdoc/>
    public void Reserve(Slot slot, Action granted) => _gate.Reserve(slot, granted);

    /// <inheritdoc/>
    public void Free(Slot slot)
    {
        foreach (PendingRun run in _gate.Free(slot)) Enqueue(run);
    }

    /// <summary>A slot ends: it reserves nothing any more.</summary>
    public void Close(Slot slot)
    {
        foreach (PendingRun run in _gate.Close(slot)) Enqueue(run);
    }

    /// <inheritdoc/>
    public void Withdraw(PendingRun run)
    {
        // The thread that comes to it finds its slot empty.
    }

    /// <inheritdoc/>
    /// <remarks>The caller runs nothing: what is offered comes from other nodes.</remarks>
    public void Help(Action begin, IHelpUntil until)
    {
        begin();
        while (!until.IsOver) until.Wait(Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _wake.Release(int.MaxValue / 2);
    }

    private void Enqueue(PendingRun run)
    {
        _runs.Enqueue(run);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _asleep) > 0) _wake.Release();
    }

    private void Work()
    {
        while (!_isDisposed)
        {
            if (_runs.TryDequeue(out PendingRun? run)) Run(run);
            else Rest();
        }
    }

    private void Run(PendingRun run)
    {
        if (!_gate.TryBegin(run)) return;
        object? result = null;
        if (run.Slot.TryTake(run))
        {
            Interlocked.Increment(ref _busy);
            do result = _compute(run).Answer;
            while (result is null);
            Interlocked.Decrement(ref _busy);
        }

        _gate.End();
        if (result is not null) _answer(run, result);
    }

    /// <summary>Looks for a run for a moment, then sleeps until there may be one.</summary>
    private void Rest()
    {
        for (int looks = 0; looks < Idling.LooksBeforeSleep; looks++)
        {
            if (!_runs.IsEmpty) return;
            Idling.PauseAmongMany(looks);
        }

        Interlocked.Increment(ref _asleep);
        if (_runs.IsEmpty && !_isDisposed) _wake.Wait();
        Interlocked.Decrement(ref _asleep);
    }
}
