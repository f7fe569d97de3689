using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Calls;

namespace ActorCompute.Client.Pools;

/// <summary>A call that waits for a worker, or runs on one.</summary>
internal abstract class PoolCall
{
    private CancellationTokenRegistration _cancellation;
    private int _isTaken;

    /// <summary>Takes the call out of waiting; false if it was taken, or cancelled.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    /// <summary>Cancels the call with a token, as long as no worker has taken it.</summary>
    public void CancelWith(CancellationToken token)
    {
        if (!token.CanBeCanceled) return;
        _cancellation = token.UnsafeRegister(
            static (call, token) =>
            {
                if (((PoolCall)call!).TryTake()) ((PoolCall)call).Fail(new OperationCanceledException(token));
            },
            this);
    }

    /// <summary>
    /// Runs on the worker of this thread; false where the worker was spent before the end. Never throws.
    /// </summary>
    public bool Run(PoolWorker worker)
    {
        _cancellation.Unregister();
        try
        {
            worker.ThrowIfFailed();
            return RunItems(worker);
        }
        catch (Exception error)
        {
            Fail(error);
            return true;
        }
    }

    public abstract void Fail(Exception error);

    /// <summary>Runs what the worker's budget allows, and completes the call at its end.</summary>
    protected abstract bool RunItems(PoolWorker worker);
}

/// <summary>A function applied once; in a worker process where the method is given.</summary>
internal sealed class ApplyCall<TState, TResult>(
    Func<TState, TResult> function, NamedMethod? method, TState state, Completion<TResult> completion)
    : PoolCall
{
    public override void Fail(Exception error) => completion.Fail(error);

    protected override bool RunItems(PoolWorker worker)
    {
        worker.Spend(1);
        TResult result;
        try
        {
            result = method is null ? function(state) : Call(worker.Remote!);
        }
        catch (ItemException error)
        {
            throw error.Failure.InnerException is RemoteException thrown
                ? PoolErrors.Call(thrown)
                : error.Failure;
        }
        catch (Exception error) when (method is null)
        {
            throw PoolErrors.Call(error);
        }

        completion.Succeed(result);
        return true;
    }

    private TResult Call(RemoteWorker remote)
    {
        TResult result = default!;
        var call = new RemoteItems(method!, 0, 1, _ => state, (_, value) => result = (TResult)value!)
        {
            IsCall = true,
        };
        remote.Run(call, null);
        return result;
    }
}

/// <summary>
/// A function over a few neighbouring items of a sequence; in a worker process where the method is given.
/// </summary>
internal sealed class ChunkCall<T, TResult>(
    Func<T, TResult> function, NamedMethod? method, T[] items, long first, Completion<TResult[]> completion)
    : PoolCall
{
    private readonly TResult[] _results = new TResult[items.Length];
    private int _done;

    public override void Fail(Exception error) => completion.Fail(error);

    /// <summary>Runs on the calling thread, which is in the middle of another call. Never throws.</summary>
    public void RunHere()
    {
        try
        {
            while (_done < items.Length) RunNext();
            completion.Succeed(_results);
        }
        catch (ComputeException error)
        {
            Fail(error);
        }
    }

    protected override bool RunItems(PoolWorker worker)
    {
        if (!(method is null ? RunUntilSpent(worker) : RunAway(worker))) return false;
        completion.Succeed(_results);
        return true;
    }

    private bool RunAway(PoolWorker worker)
    {
        int most = (int)Math.Min(items.Length - _done, worker.Budget);
        var away = new RemoteItems(
            method!,
            first + _done,
            most,
            index => items[index - first],
            (index, value) => _results[index - first] = (TResult)value!);
        worker.Spend(most);
        try
        {
            _done += (int)worker.Remote!.Run(away, null);
        }
        catch (ItemException error)
        {
            throw error.Failure;
        }

        return _done == items.Length;
    }

    private bool RunUntilSpent(PoolWorker worker)
    {
        while (_done < items.Length)
        {
            if (worker.IsSpent) return false;
            worker.Spend(1);
            RunNext();
        }

        return true;
    }

    private void RunNext()
    {
        try
        {
            _results[_done] = function(items[_done]);
        }
        catch (Exception error)
        {
            throw PoolErrors.Item(first + _done, error);
        }

        _done++;
    }
}
