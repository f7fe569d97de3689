using ActorCompute.Client.Processes.Calls;

namespace ActorCompute.Client.Pools;

/// <summary>Single calls.</summary>
public sealed partial class ActorPool
{
    /// <summary>Calls a function on a worker and waits for its result.</summary>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">Cancels the call as long as no worker has taken it.</param>
    /// <exception cref="Arrays.ComputeException">
    /// The function failed, with what it threw inside; or the pool is closed.
    /// </exception>
    public TResult Apply<TResult>(Func<TResult> function, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Apply(new NoArguments<TResult>(function).Call, default(ValueTuple), cancellationToken);
    }

    /// <inheritdoc cref="Apply{TResult}(Func{TResult}, CancellationToken)"/>
    /// <param name="function">The function.</param>
    /// <param name="argument">Its argument; a tuple where it takes several.</param>
    /// <param name="cancellationToken">Cancels the call as long as no worker has taken it.</param>
    public TResult Apply<T, TResult>(
        Func<T, TResult> function, T argument, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (!PoolWorker.IsOf(this))
        {
            return ApplyAsync(function, argument, null, null, cancellationToken).Get();
        }

        _gate.Enter();
        try
        {
            return function(argument);
        }
        catch (Exception error)
        {
            throw PoolErrors.Call(error);
        }
        finally
        {
            _gate.Exit();
        }
    }

    /// <summary>Has a worker call a function, and returns at once: over a million calls a second.</summary>
    /// <param name="function">The function.</param>
    /// <param name="callback">
    /// Takes the result, on the thread pool, one callback of the pool at a time.
    /// </param>
    /// <param name="errorCallback">Takes the failure instead.</param>
    /// <param name="cancellationToken">Cancels the call as long as no worker has taken it.</param>
    /// <exception cref="Arrays.ComputeException">The pool is closed.</exception>
    public AsyncResult<TResult> ApplyAsync<TResult>(
        Func<TResult> function,
        Action<TResult>? callback = null,
        Action<Exception>? errorCallback = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return ApplyAsync(
            new NoArguments<TResult>(function).Call,
            default(ValueTuple),
            callback,
            errorCallback,
            cancellationToken);
    }

    /// <inheritdoc cref="ApplyAsync{TResult}(Func{TResult}, Action{TResult}?, Action{Exception}?,
    /// CancellationToken)"/>
    /// <param name="function">The function.</param>
    /// <param name="argument">Its argument; a tuple where it takes several.</param>
    /// <param name="callback">
    /// Takes the result, on the thread pool, one callback of the pool at a time.
    /// </param>
    /// <param name="errorCallback">Takes the failure instead.</param>
    /// <param name="cancellationToken">Cancels the call as long as no worker has taken it.</param>
    public AsyncResult<TResult> ApplyAsync<T, TResult>(
        Func<T, TResult> function,
        T argument,
        Action<TResult>? callback = null,
        Action<Exception>? errorCallback = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        NamedMethod? method = Named(function);
        _gate.Enter();
        var completion = new Completion<TResult>(
            _gate, new Callbacks<TResult>(_callbacks, callback, errorCallback));
        Enqueue(new ApplyCall<T, TResult>(function, method, argument, completion), cancellationToken);
        return new AsyncResult<TResult>(completion.Task);
    }

    private void Enqueue(PoolCall call, CancellationToken cancellationToken)
    {
        call.CancelWith(cancellationToken);
        _calls.Enqueue(call);
    }
}
