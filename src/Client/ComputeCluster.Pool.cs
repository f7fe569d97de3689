using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Client.Pools;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Engines.Cluster.Clients;

namespace ActorCompute.Client;

/// <summary>Pools of workers for functions of the program.</summary>
public sealed partial class ComputeCluster
{
    private const int DefaultRetries = 3;

    private readonly ConcurrentDictionary<ActorPool, byte> _pools = new();

    /// <summary>What pools may have worker nodes call; null where their workers are not there.</summary>
    private readonly CallableMethods? _functions;

    private ComputeCluster(ClusterEngine engine, CallableMethods? functions)
        : this(engine) => _functions = functions;

    /// <summary>
    /// A pool of workers, as <c>multiprocessing.Pool</c> of Python: threads of this process, or processes of
    /// the program on a cluster that <see cref="StartLocalAsync"/> made, or threads of the worker nodes on a
    /// cluster that was connected with <see cref="ConnectOptions.Functions"/>. They are the pool's own:
    /// functions that wait do not hold up the cluster's jobs, and one that crashes its process takes no job
    /// with it. Dispose it to end them; disposing the cluster does so too.
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
    /// Where workers are not threads of this process, how often items are run again whose process or worker
    /// node was lost; 0 for functions that must not run twice: then the call fails as
    /// <see cref="ErrorKind.ChunkLost"/>.
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
        PoolPeers? peers = _functions is null
            ? _localNodes?.NewPool(retries, initializer)
            : new PoolSeats((ClusterEngine)Engine, _functions, retries, initializer);
        int workers = processes ?? Math.Max(1, Workers);
        var pool = new ActorPool(this, workers, initializer, maxTasksPerChild, peers);
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
