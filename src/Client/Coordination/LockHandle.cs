using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.LockProtocol;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// That an <see cref="ActorLock"/> is held: whoever has the handle holds it. Ends with <see cref="Release"/>
/// or disposal, with the end of the <see cref="ActorProcess"/> that acquired it, and, some time later, when
/// the handle is forgotten. Thread safe.
/// </summary>
public sealed class LockHandle : IDisposable, IAsyncDisposable
{
    private readonly ActorLock _lock;
    private readonly Ticket _ticket;
    private int _releases;

    internal LockHandle(ActorLock owner, Acquired acquired)
    {
        _lock = owner;
        _ticket = acquired.Ticket;
        FencingToken = acquired.FencingToken;
    }

    /// <summary>A holder that was forgotten must not keep the others waiting for ever.</summary>
    ~LockHandle() => _lock.GiveBack(_ticket);

    /// <summary>
    /// Greater than that of every holder before, from 1. Send it along to what the lock protects, and have
    /// that refuse a token smaller than the greatest it has seen: then a holder that lost the lock without
    /// knowing it does no harm.
    /// </summary>
    public long FencingToken { get; }

    internal ActorLock Lock => _lock;

    /// <summary>Gives the lock to the next who waits: Python's <c>lock.release()</c>.</summary>
    /// <exception cref="ComputeException">
    /// It was released already, or freed because its process ended (<see cref="ErrorKind.NotHeld"/>); the
    /// lock is disposed (<see cref="ErrorKind.Closed"/>).
    /// </exception>
    public void Release()
    {
        if (!TryEnd())
        {
            throw new ComputeException(
                ErrorKind.NotHeld,
                "the lock was released by this handle before: release it once, or dispose the handle");
        }

        _lock.Release(_ticket);
    }

    /// <summary>As <see cref="Release"/>, but says nothing when the lock is not held any more.</summary>
    public void Dispose()
    {
        if (TryEnd()) _lock.GiveBack(_ticket);
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool TryEnd()
    {
        GC.SuppressFinalize(this);
        return Interlocked.Increment(ref _releases) == 1;
    }
}
