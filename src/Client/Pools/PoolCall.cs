using ActorCompute.Arrays;

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

/// <summary>A function applied once.</summary>
internal sealed class ApplyCall<TState, TResult>(
    Func<TState, TResult> function, TState state, Completion<TResult> completion) : PoolCall
{
    public override void Fail(Exception error) => completion.Fail(error);

    protected override bool RunItems(PoolWorker worker)
    {
        worker.Spend(1);
        TResult result;
        try
        {
            result = function(state);
        }
        catch (Exception error)
        {
            throw PoolErrors.Call(error);
        }

        completion.Succeed(result);
        return true;
    }
}

/// <summary>A function over a few neighbouring items of a sequence.</summary>
internal sealed class ChunkCall<T, TResult>(
    Func<T, TResult> function, T[] items, long first, Completion<TResult[]> completion) : PoolCall
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
        while (_done < items.Length)
        {
            if (worker.IsSpent) return false;
            worker.Spend(1);
            RunNext();
        }

        completion.Succeed(_results);
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
