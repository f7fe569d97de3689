using ActorCompute.Actors.Coordination;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.LockProtocol;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// Python's <c>multiprocessing.Lock</c>: one holder at a time. It is fair, granted in the order of asking; it
/// is freed when its holder dies; and each grant has a fencing token. Made by <see
/// cref="ComputeCluster.CreateLock"/>. Thread safe.
/// </summary>
/// <remarks>
/// <para>
/// <c>with lock:</c> is <c>using (theLock.Acquire()) { ... }</c>, or <c>await using (await
/// theLock.AcquireAsync()) { ... }</c> where the code inside awaits: the holder is the <see
/// cref="LockHandle"/>, not the thread. <c>lock.acquire(timeout=2)</c> is <c>theLock.Acquire(timeout)</c>,
/// and throws where Python returns False.
/// </para>
/// <para>
/// It is not reentrant: who acquires it again while holding it waits for itself, as in Python. What was
/// acquired within an <see cref="ActorProcess"/> is freed when that process ends, however it ends.
/// </para>
/// </remarks>
public sealed class ActorLock : CoordinationActor
{
    private readonly Func<ICoordinationAnswer, LockHandle> _readHandle;

    internal ActorLock(ComputeCluster cluster)
        : base(cluster, "the lock", new LockKeeper()) =>
        _readHandle = answer => new LockHandle(this, (Acquired)answer);

    /// <summary>Waits until the lock is the caller's.</summary>
    /// <param name="timeout">How long to wait; by default for ever, zero not at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What holds the lock: release or dispose it.</returns>
    /// <exception cref="ComputeException">
    /// The timeout passed (<see cref="ErrorKind.Timeout"/>) or is negative (<see
    /// cref="ErrorKind.InvalidArgument"/>), or the lock is disposed (<see cref="ErrorKind.Closed"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the calling process terminated.
    /// </exception>
    public LockHandle Acquire(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TimeSpan? limit = TimeLimit.Checked(timeout);
        Request<LockHandle> request = Open(_readHandle, cancellationToken);
        return Ask(request, new Acquire(request.Ticket, limit), cancellationToken);
    }

    /// <inheritdoc cref="Acquire"/>
    public ValueTask<LockHandle> AcquireAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TimeSpan? limit = TimeLimit.Checked(timeout);
        Request<LockHandle> request = Open(_readHandle, cancellationToken);
        return AskAsync(request, new Acquire(request.Ticket, limit), cancellationToken);
    }

    /// <summary>Gives the lock to the next who waits: as <see cref="LockHandle.Release"/>.</summary>
    /// <exception cref="ComputeException">
    /// The handle does not hold this lock: it is another lock's, was released already, or lost the lock with
    /// its process (<see cref="ErrorKind.NotHeld"/>).
    /// </exception>
    public void Release(LockHandle handle)
    {
        ArgumentNullException.ThrowIfNull(handle);
        if (handle.Lock != this)
        {
            throw new ComputeException(
                ErrorKind.NotHeld, "the handle is of another lock: release the lock that it came from");
        }

        handle.Release();
    }

    internal void Release(Ticket holder)
    {
        Request<bool> request = OpenForAnyone(ReadDone);
        Ask(request, new Release(request.Ticket, holder));
    }

    /// <summary>Releases without asking whether the lock was held.</summary>
    internal void GiveBack(Ticket holder) => Cluster.Engine.Send(Actor, new Release(default, holder));
}
