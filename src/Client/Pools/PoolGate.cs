using ActorCompute.Arrays;

namespace ActorCompute.Client.Pools;

/// <summary>Counts the open work of a pool, and lets no more in once it is closed. Thread safe.</summary>
internal sealed class PoolGate
{
    private const long Closed = 1L << 62;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _state;

    public bool IsClosed => (Volatile.Read(ref _state) & Closed) != 0;

    /// <summary>Ends when the gate is closed and nothing is open.</summary>
    public Task Drained => _drained.Task;

    /// <summary>Opens a piece of work.</summary>
    /// <exception cref="ComputeException">The pool is closed.</exception>
    public void Enter()
    {
        if ((Interlocked.Increment(ref _state) & Closed) == 0) return;
        Exit();
        throw new ComputeException(
            ErrorKind.Closed, "the pool was closed or terminated and takes no more work: make another one");
    }

    /// <summary>Opens a part of work that is open: also after the pool was closed.</summary>
    public void EnterAgain() => Interlocked.Increment(ref _state);

    /// <summary>Opens work that the program may forget to end.</summary>
    /// <exception cref="ComputeException">The pool is closed.</exception>
    public OpenWork Open()
    {
        Enter();
        return new OpenWork(this);
    }

    public void Exit()
    {
        if (Interlocked.Decrement(ref _state) == Closed) _drained.TrySetResult();
    }

    public void Close()
    {
        if ((Interlocked.Or(ref _state, Closed) | Closed) == Closed) _drained.TrySetResult();
    }

    /// <summary>Work that is open until it is disposed, or a token is cancelled.</summary>
    public sealed class OpenWork(PoolGate gate) : IDisposable
    {
        private int _isEnded;

        public CancellationTokenRegistration EndWith(CancellationToken token) =>
            token.UnsafeRegister(static work => ((OpenWork)work!).Dispose(), this);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isEnded, 1) == 0) gate.Exit();
        }
    }
}
