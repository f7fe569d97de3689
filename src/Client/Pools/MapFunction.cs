using System.Runtime.CompilerServices;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Messages;

namespace ActorCompute.Client.Pools;

/// <summary>A function over the items of an array, each result at its item's index.</summary>
/// <param name="function">The function.</param>
/// <param name="method">The function as worker processes find it; null where it runs in this process.</param>
/// <param name="items">The items.</param>
/// <param name="results">Takes the results.</param>
internal sealed class MapFunction<T, TResult>(
    Func<T, TResult> function, NamedMethod? method, T[] items, TResult[] results) : ItemFunction
{
    private const int MostBetweenLooks = 1_024;

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

        long most = Math.Min(count, worker.Budget);
        long done = method is null ? RunItems(first, most, stop) : RunAway(worker.Remote!, first, most, stop);
        worker.Spend(done);
        return new ItemsRun(done, worker.EndIfSpent());
    }

    /// <summary>
    /// Runs all items on the calling thread: for a call from a worker, which must not wait for others.
    /// </summary>
    /// <returns>The results, complete.</returns>
    public Task<TResult[]> RunHere(CancellationToken cancellationToken)
    {
        RunItems(0, items.LongLength, new Cancellation(cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(results);
    }

    private long RunAway(RemoteWorker remote, long first, long count, IStopSignal stop)
    {
        try
        {
            var away = new RemoteItems(
                method!,
                first,
                count,
                index => items[index],
                (index, value) => results[index] = (TResult)value!);
            return remote.Run(away, stop);
        }
        catch (ItemException error)
        {
            throw Record(error.Index, error.Failure);
        }
        catch (Arrays.ComputeException error)
        {
            throw Record(first, error);
        }
    }

    // To look at the stop for each item would cost as much as a cheap item, and a dear one must not wait for
    // others.
    private long RunItems(long first, long count, IStopSignal stop)
    {
        long next = first;
        long end = first + count;
        long piece = 1;
        long lookedAt = Environment.TickCount64;
        while (next < end && !stop.IsRequested)
        {
            piece = Math.Min(piece, end - next);
            RunPiece(next, (int)piece);
            next += piece;
            long now = Environment.TickCount64;
            piece = now == lookedAt ? Math.Min(2 * piece, MostBetweenLooks) : 1;
            lookedAt = now;
        }

        return next - first;
    }

    // Optimized at once: a map may be over before the runtime would have compiled its loop anew.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RunPiece(long first, int count)
    {
        Func<T, TResult> call = function;
        int done = 0;
        try
        {
            // Not AsSpan, which refuses an array of a derived type.
            var from = new ReadOnlySpan<T>(items, (int)first, count);
            Span<TResult> to = results.AsSpan((int)first, count);
            for (; done < to.Length; done++) to[done] = call(from[done]);
        }
        catch (Exception error)
        {
            throw Record(first + done, PoolErrors.Item(first + done, error));
        }
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
