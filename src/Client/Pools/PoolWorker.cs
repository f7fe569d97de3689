using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Pools;

/// <summary>The worker of a pool that the present thread is, from the thread's start to its end.</summary>
internal sealed class PoolWorker
{
    [ThreadStatic]
    private static PoolWorker? s_current;

    private readonly ActorPool _pool;
    private readonly ComputeException? _failure;

    private PoolWorker(ActorPool pool, long budget, Action? initializer, RemoteWorker? remote)
    {
        _pool = pool;
        Budget = budget;
        Remote = remote;
        try
        {
            initializer?.Invoke();
            remote?.Begin();
        }
        catch (ConnectionException) when (remote is not null)
        {
            // The process is gone already: the first items find out, and have another one started.
        }
        catch (OperationCanceledException) when (remote is not null)
        {
            _failure = PoolErrors.Terminated();
        }
        catch (ComputeException error) when (remote is not null)
        {
            _failure = error;
        }
        catch (Exception error)
        {
            // CPython starts such a worker again and again, and the program waits for ever.
            _failure = PoolErrors.Initializer(error);
        }
    }

    /// <summary>The worker of this thread.</summary>
    public static PoolWorker Current =>
        s_current ?? throw new InvalidOperationException("this thread is no worker of a pool");

    /// <summary>What runs its items elsewhere; null where they run on this thread.</summary>
    public RemoteWorker? Remote { get; }

    /// <summary>How many more items the worker may run.</summary>
    public long Budget { get; private set; }

    public bool IsSpent => Budget <= 0;

    /// <summary>True on a thread of the pool.</summary>
    public static bool IsOf(ActorPool pool) => s_current?._pool == pool;

    /// <summary>Makes the present thread a worker: what it does first.</summary>
    public static void Begin(ActorPool pool, long budget, Action? initializer, RemoteWorker? remote) =>
        s_current = new PoolWorker(pool, budget, initializer, remote);

    public void Spend(long items) => Budget -= items;

    /// <summary>Where the worker is spent, ends what runs its items elsewhere; the thread is
    /// replaced.</summary>
    /// <returns>True where it is spent.</returns>
    public bool EndIfSpent()
    {
        if (IsSpent) Remote?.Dispose();
        return IsSpent;
    }

    /// <exception cref="ComputeException">The initializer failed on this worker.</exception>
    public void ThrowIfFailed()
    {
        if (_failure is not null) throw _failure;
    }
}
