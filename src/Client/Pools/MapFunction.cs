using ActorCompute.Messages;

namespace ActorCompute.Client.Pools;

/// <summary>A function over the items of an array, each result at its item's index.</summary>
internal sealed class MapFunction<T, TResult>(Func<T, TResult> function, T[] items, TResult[] results)
    : ItemFunction
{
    private readonly Lock _lock = new();
    private long _failedAt = long.MaxValue;
    private Exception? _failure;

    /// <summary>What failed the job: of several items that failed, the first one.</summary>
    public Exception? Failure
    {
        get
        {
            lock (_lock) return _failure;
        }
    }

    public override ItemsRun Run(long first, long count, IStopSignal stop)
    {
        PoolWorker worker = PoolWorker.Current;
        try
        {
            worker.ThrowIfFailed();
        }
        catch (Arrays.ComputeException error)
        {
            Record(first, error);
            throw;
        }

        long done = RunItems(first, Math.Min(count, worker.Budget), stop);
        worker.Spend(done);
        return new ItemsRun(done, worker.IsSpent);
    }

    /// <summary>
    /// Runs all items on the calling thread: for a call from a worker, which must not wait for others.
    /// </summary>
    public void RunHere(CancellationToken cancellationToken)
    {
        RunItems(0, items.LongLength, new Cancellation(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private long RunItems(long first, long count, IStopSignal stop)
    {
        long index = first;
        try
        {
            for (long end = first + count; index < end && !stop.IsRequested; index++)
            {
                results[index] = function(items[index]);
            }
        }
        catch (Exception error)
        {
            throw Record(index, PoolErrors.Item(index, error));
        }

        return index - first;
    }

    private Exception Record(long index, Exception failure)
    {
        lock (_lock)
        {
            if (index < _failedAt) (_failedAt, _failure) = (index, failure);
        }

        return failure;
    }

    private sealed class Cancellation(CancellationToken token) : IStopSignal
    {
        public bool IsRequested => token.IsCancellationRequested;
    }
}
