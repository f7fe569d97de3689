using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Client.Pools;

/// <summary>A function over many items, with the results in the items' order.</summary>
public sealed partial class ActorPool
{
    /// <summary>
    /// Calls a function for each item, on all workers, and waits for the results. Over an array of numbers,
    /// a function of Math that the library knows (<c>Map(Math.Exp, x)</c>) is not called but computed
    /// vectorized, with the bits of the cluster's own job.
    /// </summary>
    /// <param name="function">The function of one item. It runs on several threads at once.</param>
    /// <param name="items">The items; an array is used in place.</param>
    /// <param name="chunkSize">
    /// How many items a worker takes at a time; at least 1, and raised where there would be more than 2^20
    /// chunks. By default a 32nd of a worker's share, from 1 to 4,096: a worker that runs out takes chunks
    /// from others, so that items of unequal cost balance. (Python's default is ceil(items / (4 * workers)):
    /// a quarter of a share, which the others may have to wait for at the end.) A function that is computed
    /// vectorized has the cluster's own chunks.
    /// </param>
    /// <param name="cancellationToken">Stops the items that have not started.</param>
    /// <returns>A new array of the results.</returns>
    /// <exception cref="Arrays.ComputeException">
    /// The function failed on an item, which the message names; what it threw is inside, and the items that
    /// had not started are not run. Or the sequence of items failed, the chunk size is not possible, or the
    /// pool is closed.
    /// </exception>
    public TResult[] Map<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        long? chunkSize = null,
        CancellationToken cancellationToken = default)
    {
        T[] all = Begin(function, items, chunkSize);
        return Map(function, all, NewResults<TResult>(all.LongLength), chunkSize, cancellationToken);
    }

    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, long?, CancellationToken)"/>
    /// <param name="function">The function of one item.</param>
    /// <param name="items">The items, used in place.</param>
    /// <param name="into">
    /// Takes the results; as many as there are items. It may be the items' own array.
    /// </param>
    /// <param name="chunkSize">How many items a worker takes at a time.</param>
    /// <param name="cancellationToken">Stops the items that have not started.</param>
    /// <returns>The array that was given.</returns>
    public TResult[] Map<T, TResult>(
        Func<T, TResult> function,
        T[] items,
        TResult[] into,
        long? chunkSize = null,
        CancellationToken cancellationToken = default)
    {
        Begin(function, items, chunkSize);
        CheckInto(items, into);
        _gate.Enter();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (KnownFunction.Find(function, items, into) is { } known)
            {
                return StartKnown(known, into, null, waits: true, cancellationToken).GetAwaiter().GetResult();
            }

            var map = new MapFunction<T, TResult>(function, Named(function), items, into);
            if (PoolWorker.IsOf(this))
            {
                return UntilTerminated(map.RunHere, cancellationToken).GetAwaiter().GetResult();
            }

            Task job = Start(map, items.LongLength, chunkSize, null, waits: true, cancellationToken);
            job.GetAwaiter().GetResult();
            return into;
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>
    /// Computes a lambda for each number of an array, vectorized: the cluster's MapAsync. For an expression
    /// that the program holds; a lambda that is written as the argument is a delegate.
    /// </summary>
    /// <param name="function">The function of one number, as an expression.</param>
    /// <param name="items">The numbers, used in place.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <returns>A new array of the results.</returns>
    /// <exception cref="Arrays.ComputeException">
    /// The expression cannot be translated, or the pool is closed.
    /// </exception>
    [OverloadResolutionPriority(-1)]
    public TResult[] Map<T, TResult>(
        Expression<Func<T, TResult>> function, T[] items, CancellationToken cancellationToken = default)
        where T : unmanaged
        where TResult : unmanaged
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(items);
        _gate.Enter();
        try
        {
            var known = new KnownFunction(ArrayExpression.From(function), items);
            TResult[] into = NewResults<TResult>(items.LongLength);
            return StartKnown(known, into, null, waits: true, cancellationToken).GetAwaiter().GetResult();
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>As Map, but returns as soon as the items are read, and with callbacks and progress.</summary>
    /// <param name="function">The function of one item. It runs on several threads at once.</param>
    /// <param name="items">The items; an array is used in place.</param>
    /// <param name="chunkSize">How many items a worker takes at a time; see Map.</param>
    /// <param name="callback">
    /// Takes the results, on the thread pool, one callback of the pool at a time.
    /// </param>
    /// <param name="errorCallback">Takes the failure instead.</param>
    /// <param name="progress">Told how many items are done, at most every 50 ms and at the end.</param>
    /// <param name="cancellationToken">Stops the items that have not started.</param>
    /// <exception cref="Arrays.ComputeException">
    /// The sequence of items failed, the chunk size is not possible, or the pool is closed.
    /// </exception>
    public AsyncResult<TResult[]> MapAsync<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        long? chunkSize = null,
        Action<TResult[]>? callback = null,
        Action<Exception>? errorCallback = null,
        IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        T[] all = Begin(function, items, chunkSize);
        _gate.Enter();
        var completion = new Completion<TResult[]>(_gate, new(_callbacks, callback, errorCallback));
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            TResult[] into = NewResults<TResult>(all.LongLength);
            Task<TResult[]> job = KnownFunction.Find(function, all, into) is { } known
                ? StartKnown(known, into, progress, waits: false, cancellationToken)
                : With(into, Start(
                    new MapFunction<T, TResult>(function, Named(function), all, into),
                    all.LongLength,
                    chunkSize,
                    progress,
                    waits: false,
                    cancellationToken));
            job.ContinueWith(
                completion.Settle,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
        catch (Exception error)
        {
            completion.Fail(error);
        }

        return new AsyncResult<TResult[]>(completion.Task);
    }

    private static async Task<TResult[]> With<TResult>(TResult[] results, Task job)
    {
        await job.ConfigureAwait(false);
        return results;
    }

    private Task Start<T, TResult>(
        MapFunction<T, TResult> map,
        long count,
        long? chunkSize,
        IProgress<JobProgress>? progress,
        bool waits,
        CancellationToken cancellationToken)
    {
        long size = chunkSize ?? Math.Clamp(count / (Workers * 32L), 1, 4096);
        SubmittedJob job = Job(map, count, size, () => map.Failure, progress);
        return Start(job, waits, cancellationToken).Completion;
    }

    private Task<TResult[]> StartKnown<TResult>(
        KnownFunction known,
        TResult[] into,
        IProgress<JobProgress>? progress,
        bool waits,
        CancellationToken cancellationToken)
    {
        JobRequest request = known.Request(into) with
        {
            Options = new JobOptions { CallerHelps = waits, Progress = progress },
        };
        return UntilTerminated(
            stop => _cluster.Submit(request, null, _ => into, mayHelp: true, stop).Completion,
            cancellationToken);
    }

    /// <summary>Checks what a map is given, and reads its items.</summary>
    private static T[] Begin<T, TResult>(Func<T, TResult> function, IEnumerable<T> items, long? chunkSize)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(items);
        PoolErrors.CheckChunkSize(chunkSize);
        if (items is T[] array) return array;
        var all = new List<T>();
        try
        {
            all.AddRange(items);
        }
        catch (Exception error)
        {
            throw PoolErrors.Sequence(all.Count, error);
        }

        return [.. all];
    }

    private static void CheckInto<T, TResult>(T[] items, TResult[] into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (!typeof(TResult).IsValueType && into.GetType() != typeof(TResult[]))
        {
            throw PoolErrors.Misuse(
                $"'into' is a {into.GetType().Name}, which does not take every {typeof(TResult).Name}: "
                + $"give an array of {typeof(TResult).Name}");
        }

        if (items.LongLength == into.LongLength) return;
        throw new Arrays.ComputeException(
            Arrays.ErrorKind.ShapeMismatch,
            $"'into' has {into.LongLength} elements, but there are {items.LongLength} items: "
            + "give an array of as many");
    }

    private static TResult[] NewResults<TResult>(long count) =>
        count <= int.MaxValue ? GC.AllocateUninitializedArray<TResult>((int)count) : new TResult[count];
}
