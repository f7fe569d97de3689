using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Client.Pools;

namespace ActorCompute.Client;

/// <summary>Pools of workers for functions of the program.</summary>
public sealed partial class ComputeCluster
{
    private readonly ConcurrentDictionary<ActorPool, byte> _pools = new();

    /// <summary>
    /// A pool of worker threads, as <c>multiprocessing.Pool</c> of Python. It has threads of its own:
    /// functions that wait do not hold up the cluster's jobs, and may submit such jobs themselves. Dispose
    /// it to end them; disposing the cluster does so too.
    /// </summary>
    /// <param name="processes">
    /// How many workers, from 1 to 4,096; by default as many as the cluster has.
    /// </param>
    /// <param name="initializer">What each worker does once, on its thread, before it runs anything.</param>
    /// <param name="maxTasksPerChild">
    /// After how many items a worker is replaced by one with a new thread, initialized anew; by default
    /// never.
    /// </param>
    /// <exception cref="ComputeException">A number is not possible.</exception>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public ActorPool Pool(int? processes = null, Action? initializer = null, long? maxTasksPerChild = null)
    {
        ThrowIfDisposed();
        var pool = new ActorPool(this, processes ?? Workers, initializer, maxTasksPerChild);
        _pools[pool] = default;

        // Disposed since the first line, and it may not have seen the pool.
        if (IsDisposed) pool.Dispose();
        ThrowIfDisposed();
        return pool;
    }

    /// <inheritdoc cref="Pool(int?, Action?, long?)"/>
    /// <typeparam name="TArguments">
    /// The type of the initializer's argument: a tuple where it takes several.
    /// </typeparam>
    /// <param name="processes">How many workers, from 1 to 4,096.</param>
    /// <param name="initializer">What each worker does once, on its thread, before it runs anything.</param>
    /// <param name="initArgs">What the initializer is given.</param>
    /// <param name="maxTasksPerChild">After how many items a worker is replaced; by default never.</param>
    public ActorPool Pool<TArguments>(
        int? processes, Action<TArguments> initializer, TArguments initArgs, long? maxTasksPerChild = null)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        return Pool(processes, () => initializer(initArgs), maxTasksPerChild);
    }

    internal void Forget(ActorPool pool) => _pools.TryRemove(pool, out _);

    /// <summary>Terminates the pools. Takes no longer than the stop timeout of their functions.</summary>
    private Task EndPoolsAsync() =>
        Task.WhenAll(_pools.Keys.Select(pool => pool.DisposeAsync().AsTask()));
}
