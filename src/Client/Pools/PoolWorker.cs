using ActorCompute.Arrays;

namespace ActorCompute.Client.Pools;

/// <summary>The worker of a pool that the present thread is, from the thread's start to its end.</summary>
internal sealed class PoolWorker
{
    [ThreadStatic]
    private static PoolWorker? s_current;

    private readonly ActorPool _pool;
    private readonly ComputeException? _failure;

    private PoolWorker(ActorPool pool, long budget, Action? initializer)
    {
        _pool = pool;
        Budget = budget;
        try
        {
            initializer?.Invoke();
        }
        catch (Exception error)
        {
            // CPython starts such a worker again and again, and the program waits for ever.
            _failure = new ComputeException(
                ErrorKind.KernelFailed, $"the pool's initializer failed: {PoolErrors.Text(error)}", error);
        }
    }

    /// <summary>The worker of this thread.</summary>
    public static PoolWorker Current =>
        s_current ?? throw new InvalidOperationException("this thread is no worker of a pool");

    /// <summary>How many more items the worker may run.</summary>
    public long Budget { get; private set; }

    public bool IsSpent => Budget <= 0;

    /// <summary>True on a thread of the pool.</summary>
    public static bool IsOf(ActorPool pool) => s_current?._pool == pool;

    /// <summary>Makes the present thread a worker: what it does first.</summary>
    public static void Begin(ActorPool pool, long budget, Action? initializer) =>
        s_current = new PoolWorker(pool, budget, initializer);

    public void Spend(long items) => Budget -= items;

    /// <exception cref="ComputeException">The initializer failed on this worker.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is not null) throw _failure;
    }
}
