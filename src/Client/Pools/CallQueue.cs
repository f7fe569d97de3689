using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ActorCompute.Messages;

namespace ActorCompute.Client.Pools;

/// <summary>
/// Calls that wait for workers. They do not go to the router one by one: a job of one item, a runner, takes
/// whatever has queued up and looks on for a moment, so that calls in quick succession cost no message.
/// There are as many runners as there are calls to run at once, and at most one a worker.
/// </summary>
/// <param name="workers">How many workers there are.</param>
/// <param name="startJob">Starts a job of one item; its task fails where the pool is over.</param>
internal sealed class CallQueue(int workers, Func<ItemFunction, Task> startJob)
{
    private readonly ConcurrentQueue<PoolCall> _calls = new();
    private volatile Exception? _closedBy;
    private int _waiting;
    private int _looking;
    private int _starting;
    private int _runners;

    public void Enqueue(PoolCall call)
    {
        _calls.Enqueue(call);
        int waiting = Interlocked.Increment(ref _waiting);
        if (_closedBy is { } error) FailAll(error);
        else if (waiting > Volatile.Read(ref _looking)) StartRunner();
    }

    /// <summary>Nothing runs any more: what waits fails, and so does what is still to come.</summary>
    public void Close(Exception error)
    {
        _closedBy = error;
        FailAll(error);
    }

    /// <summary>
    /// Starts a runner where there is room for one more. One starts at a time, and starts the next.
    /// </summary>
    private void StartRunner()
    {
        if (Volatile.Read(ref _runners) >= workers) return;
        if (Interlocked.CompareExchange(ref _starting, 1, 0) != 0) return;
        if (Volatile.Read(ref _runners) >= workers)
        {
            Volatile.Write(ref _starting, 0);
            return;
        }

        Interlocked.Increment(ref _runners);
        var runner = new Runner(this);
        startJob(runner).ContinueWith(
            static (task, runner) => ((Runner)runner!).Abandon(task),
            runner,
            CancellationToken.None,
            TaskContinuationOptions.NotOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Takes the next call, and sees to it that those behind it have a runner too.</summary>
    private bool TryDequeue([NotNullWhen(true)] out PoolCall? call)
    {
        while (_calls.TryDequeue(out call))
        {
            int waiting = Interlocked.Decrement(ref _waiting);
            if (!call.TryTake()) continue;
            if (waiting > Volatile.Read(ref _looking)) StartRunner();
            return true;
        }

        return false;
    }

    private void FailAll(Exception error)
    {
        while (_calls.TryDequeue(out PoolCall? call))
        {
            Interlocked.Decrement(ref _waiting);
            if (call.TryTake()) call.Fail(error);
        }
    }

    /// <summary>Runs the calls that wait, one after the other, on the worker that it is sent to.</summary>
    private sealed class Runner(CallQueue queue) : ItemFunction
    {
        /// <summary>After this long it makes room for other jobs of the worker.</summary>
        private const long LongestMs = 10;

        private PoolCall? _current;
        private bool _hasBegun;
        private int _hasLeft;

        public override ItemsRun Run(long first, long count, IStopSignal stop)
        {
            PoolWorker worker = PoolWorker.Current;
            long began = Environment.TickCount64;
            Begin();
            while ((_current ??= Next(stop)) is { } call)
            {
                // The run goes on with the thread in this one's place.
                if (!call.Run(worker)) return new ItemsRun(0, worker.EndIfSpent());
                _current = null;
                if (worker.IsSpent || stop.IsRequested || Environment.TickCount64 - began > LongestMs) break;
            }

            Leave();
            return new ItemsRun(1, worker.EndIfSpent());
        }

        /// <summary>The job failed, so the pool is over: a call that still runs is given up.</summary>
        public void Abandon(Task job)
        {
            Exception error = job.Exception?.InnerException ?? PoolErrors.Terminated();
            queue.Close(error);
            _current?.Fail(error);
            Leave();
        }

        private void Begin()
        {
            if (_hasBegun) return;
            _hasBegun = true;
            Interlocked.Exchange(ref queue._starting, 0);
        }

        private void Leave()
        {
            if (Interlocked.Exchange(ref _hasLeft, 1) != 0) return;
            Begin();
            Interlocked.Decrement(ref queue._runners);

            // Whoever queued a call since the last look may have counted on this runner.
            if (Volatile.Read(ref queue._waiting) > 0 && queue._closedBy is null) queue.StartRunner();
        }

        private PoolCall? Next(IStopSignal stop)
        {
            if (queue.TryDequeue(out PoolCall? call)) return call;
            Interlocked.Increment(ref queue._looking);
            for (int looks = 0; looks < ShortWait.MostLooks && !stop.IsRequested; looks++)
            {
                if (!queue._calls.IsEmpty) break;
                ShortWait.Pause(looks);
            }

            Interlocked.Decrement(ref queue._looking);
            queue.TryDequeue(out call);
            return call;
        }
    }
}
