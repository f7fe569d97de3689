namespace ActorCompute.Client.Pools;

/// <summary>
/// A result of a pool that is to be: settled once, after its callback, and then no longer counted as open
/// work.
/// </summary>
internal sealed class Completion<T>(PoolGate gate, Callbacks<T> callbacks)
    // Continuations are the program's code, and must not run on a worker.
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _isSettled;

    public void Succeed(T value)
    {
        if (Interlocked.Exchange(ref _isSettled, 1) != 0) return;
        if (callbacks.Callback is { } callback)
        {
            callbacks.Queue.Post(() => callback(value), thrown => End(value, thrown));
        }
        else
        {
            End(value, null);
        }
    }

    public void Fail(Exception error)
    {
        if (Interlocked.Exchange(ref _isSettled, 1) != 0) return;
        if (callbacks.ErrorCallback is { } callback)
        {
            callbacks.Queue.Post(() => callback(error), thrown => End(default!, thrown ?? error));
        }
        else
        {
            End(default!, error);
        }
    }

    /// <summary>Settles as a task did.</summary>
    public void Settle(Task<T> task)
    {
        if (task.IsCompletedSuccessfully) Succeed(task.Result);
        else Fail(task.IsFaulted ? task.Exception.InnerException! : new TaskCanceledException(task));
    }

    private void End(T value, Exception? error)
    {
        if (error is null) SetResult(value);
        else if (error is OperationCanceledException cancelled) SetCanceled(cancelled.CancellationToken);
        else SetException(error);
        gate.Exit();
    }
}

/// <summary>What a program wants to be called with.</summary>
/// <param name="Queue">Calls it.</param>
/// <param name="Callback">Takes the result.</param>
/// <param name="ErrorCallback">Takes the failure.</param>
internal readonly record struct Callbacks<T>(
    CallbackQueue Queue, Action<T>? Callback = null, Action<Exception>? ErrorCallback = null);
