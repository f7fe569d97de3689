using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Client.Pools;
using ActorCompute.Client.Processes.Calls;

namespace ActorCompute.Client;

/// <summary>Pools of workers for functions of the program.</summary>
public sealed partial class ComputeCluster
{
    private const int DefaultRetries = 3;

    private readonly ConcurrentDictionary<ActorPool, byte> _pools = new();

    /// <summary>
    /// A pool of workers, as <c>multiprocessing.Pool</c> of Python: threads, or processes of the program on a
    /// cluster that <see cref="StartLocalAsync"/> made. They are the pool's own: functions that wait do not
    /// hold up the cluster's jobs, and one that crashes its process takes no job with it. Dispose it to end
    /// them; disposing the cluster does so too.
    /// </summary>
    /// <param name="processes">
    /// How many workers, from 1 to 4,096; by default as many as the cluster has.
    /// </param>
    /// <param name="initializer">
    /// What each worker does once, on its thread or in its process, before it runs anything.
    /// </param>
    /// <param name="maxTasksPerChild">
    /// After how many items a worker is replaced by one with a new thread, initialized anew; by default
    /// never.
    /// </param>
    /// <param name="retries">
    /// On a cluster of worker processes, how often items are run again whose process died; 0 for functions
    /// that must not run twice: then the call fails as <see cref="ErrorKind.ChunkLost"/>.
    /// </param>
    /// <exception cref="ComputeException">A number is not possible.</exception>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public ActorPool Pool(
        int? processes = null,
        Action? initializer = null,
        long? maxTasksPerChild = null,
        int retries = DefaultRetries) =>
        Pool(processes, Initializer.Of(initializer), maxTasksPerChild, retries);

    /// <inheritdoc cref="Pool(int?, Action?, long?, int)"/>
    /// <typeparam name="TArguments">
    /// The type of the initializer's argument: a tuple where it takes several.
    /// </typeparam>
    /// <param name="processes">How many workers, from 1 to 4,096.</param>
    /// <param name="initializer">
    /// What each worker does once, on its thread or in its process, before it runs anything.
    /// </param>
    /// <param name="initArgs">What the initializer is given.</param>
    /// <param name="maxTasksPerChild">After how many items a worker is replaced; by default never.</param>
    /// <param name="retries">How often items are run again whose worker process died.</param>
    public ActorPool Pool<TArguments>(
        int? processes,
        Action<TArguments> initializer,
        TArguments initArgs,
        long? maxTasksPerChild = null,
        int retries = DefaultRetries)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        return Pool(processes, Initializer.Of(initializer, initArgs), maxTasksPerChild, retries);
    }

    private ActorPool Pool(int? processes, Initializer? initializer, long? maxTasksPerChild, int retries)
    {
        ThrowIfDisposed();
        if (retries < 0) throw PoolErrors.Misuse($"{retries} retries are not possible: from 0 on");
        PoolProcesses? workerProcesses = _localNodes?.NewPool(retries, initializer);
        var pool = new ActorPool(this, processes ?? Workers, initializer, maxTasksPerChild, workerProcesses);
        _pools[pool] = default;

        // Disposed since the first line, and it may not have seen the pool.
        if (IsDisposed) pool.Dispose();
        ThrowIfDisposed();
        return pool;
    }

    internal void Forget(ActorPool pool) => _pools.TryRemove(pool, out _);

    /// <summary>Terminates the pools. Takes no longer than the stop timeout of their functions.</summary>
    private Task EndPoolsAsync() =>
        Task.WhenAll(_pools.Keys.Select(pool => pool.DisposeAsync().AsTask()));
}
