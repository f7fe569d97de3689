using ActorCompute.Client.Processes.Calls;

namespace ActorCompute.Client.Pools;

/// <summary>Functions of several arguments, each item a tuple of them.</summary>
public sealed partial class ActorPool
{
    /// <summary>Map for a function of two arguments.</summary>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, long?, CancellationToken)"/>
    public TResult[] StarMap<T1, T2, TResult>(
        Func<T1, T2, TResult> function,
        IEnumerable<(T1, T2)> items,
        long? chunkSize = null,
        CancellationToken cancellationToken = default) =>
        Map(Spread(function), items, chunkSize, cancellationToken);

    /// <summary>Map for a function of three arguments.</summary>
    /// <inheritdoc cref="Map{T, TResult}(Func{T, TResult}, IEnumerable{T}, long?, CancellationToken)"/>
    public TResult[] StarMap<T1, T2, T3, TResult>(
        Func<T1, T2, T3, TResult> function,
        IEnumerable<(T1, T2, T3)> items,
        long? chunkSize = null,
        CancellationToken cancellationToken = default) =>
        Map(Spread(function), items, chunkSize, cancellationToken);

    /// <summary>MapAsync for a function of two arguments.</summary>
    /// <inheritdoc cref="MapAsync{T, TResult}"/>
    public AsyncResult<TResult[]> StarMapAsync<T1, T2, TResult>(
        Func<T1, T2, TResult> function,
        IEnumerable<(T1, T2)> items,
        long? chunkSize = null,
        Action<TResult[]>? callback = null,
        Action<Exception>? errorCallback = null,
        IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        MapAsync(Spread(function), items, chunkSize, callback, errorCallback, progress, cancellationToken);

    /// <summary>MapAsync for a function of three arguments.</summary>
    /// <inheritdoc cref="MapAsync{T, TResult}"/>
    public AsyncResult<TResult[]> StarMapAsync<T1, T2, T3, TResult>(
        Func<T1, T2, T3, TResult> function,
        IEnumerable<(T1, T2, T3)> items,
        long? chunkSize = null,
        Action<TResult[]>? callback = null,
        Action<Exception>? errorCallback = null,
        IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        MapAsync(Spread(function), items, chunkSize, callback, errorCallback, progress, cancellationToken);

    private static Func<(T1, T2), TResult> Spread<T1, T2, TResult>(Func<T1, T2, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new TwoArguments<T1, T2, TResult>(function).Call;
    }

    private static Func<(T1, T2, T3), TResult> Spread<T1, T2, T3, TResult>(Func<T1, T2, T3, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new ThreeArguments<T1, T2, T3, TResult>(function).Call;
    }
}
