using System.Runtime.CompilerServices;
using ActorCompute.Actors.Coordination;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.CoordinationProtocol;
using static ActorCompute.Messages.QueueProtocol;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// Python's <c>multiprocessing.Queue(maxsize)</c>: first in, first out, for any number of producers and
/// consumers. Its length is bounded, so that a fast producer waits for slow consumers. Made by <see
/// cref="ComputeCluster.CreateQueue{T}"/>. Thread safe.
/// </summary>
/// <remarks>
/// <para>
/// Items are handed over by reference: nothing is pickled or copied, and an item that is changed after it was
/// put changes for who gets it. The items of one producer come out in the order in which it put them, and
/// each comes out once. Who waits is served in the order of asking.
/// </para>
/// <para>
/// <c>q.put(x)</c> and <c>q.get(timeout=1)</c> are <see cref="Put"/> and <see cref="Get"/>,
/// <c>get_nowait()</c> is a timeout of zero, and <c>queue.Full</c> and <c>queue.Empty</c> are <see
/// cref="ErrorKind.Timeout"/>. <c>q.close()</c> is <see cref="Close"/>, after which consumers get what is
/// left: the sentinel that tells workers to end is not needed, they read <see cref="ReadAllAsync"/>.
/// </para>
/// </remarks>
/// <typeparam name="T">The type of the items; they may be null where it allows.</typeparam>
public sealed class ActorQueue<T> : CoordinationActor
{
    internal ActorQueue(ComputeCluster cluster, int capacity)
        : base(cluster, "the queue", new QueueKeeper(capacity)) => Capacity = capacity;

    /// <summary>How many items there may be: Python's <c>maxsize</c>.</summary>
    public int Capacity { get; }

    /// <summary>
    /// Items put and not yet got: Python's <c>qsize()</c>. Others may put and get before it is looked at.
    /// </summary>
    /// <exception cref="ComputeException">The queue is disposed (<see cref="ErrorKind.Closed"/>).</exception>
    public int Count
    {
        get
        {
            Request<int> request = Open(static answer => ((Counted)answer).Count);
            return Ask(request, new CountItems(request.Ticket));
        }
    }

    /// <summary>Adds an item at the end, when there is room.</summary>
    /// <param name="item">The item.</param>
    /// <param name="timeout">How long to wait for room; by default for ever, zero not at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ComputeException">
    /// The timeout passed (<see cref="ErrorKind.Timeout"/>) or is negative (<see
    /// cref="ErrorKind.InvalidArgument"/>), or the queue is closed (<see cref="ErrorKind.Closed"/>). The item
    /// is not in the queue.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the calling process terminated. The item is not in the queue.
    /// </exception>
    public void Put(T item, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TimeSpan? limit = TimeLimit.Checked(timeout);
        Request<bool> request = Open(ReadDone, cancellationToken);
        Ask(request, new Put(request.Ticket, item, limit), cancellationToken);
    }

    /// <inheritdoc cref="Put"/>
    public ValueTask PutAsync(T item, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TimeSpan? limit = TimeLimit.Checked(timeout);
        Request<bool> request = Open(ReadDone, cancellationToken);
        ValueTask<bool> done = AskAsync(request, new Put(request.Ticket, item, limit), cancellationToken);
        return done.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(done.AsTask());
    }

    /// <summary>Takes the first item, when there is one.</summary>
    /// <param name="timeout">How long to wait for an item; by default for ever, zero not at all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ComputeException">
    /// The timeout passed (<see cref="ErrorKind.Timeout"/>) or is negative (<see
    /// cref="ErrorKind.InvalidArgument"/>), or the queue is closed and empty (<see
    /// cref="ErrorKind.Closed"/>). No item is lost.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the calling process terminated. No item is lost: where one was on its way
    /// already, the call returns it instead.
    /// </exception>
    public T Get(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TimeSpan? limit = TimeLimit.Checked(timeout);
        Request<T> request = Open(ReadItem, cancellationToken);
        return Ask(request, new Get(request.Ticket, limit), cancellationToken);
    }

    /// <inheritdoc cref="Get"/>
    public ValueTask<T> GetAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        TimeSpan? limit = TimeLimit.Checked(timeout);
        Request<T> request = Open(ReadItem, cancellationToken);
        return AskAsync(request, new Get(request.Ticket, limit), cancellationToken);
    }

    /// <summary>
    /// Takes items until the queue is closed and empty. Any number of consumers may, and share them.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for the next item.</param>
    /// <exception cref="OperationCanceledException">
    /// The token was cancelled, or the calling process terminated.
    /// </exception>
    public async IAsyncEnumerable<T> ReadAllAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            T item;
            try
            {
                item = await GetAsync(null, cancellationToken).ConfigureAwait(false);
            }
            catch (ComputeException end) when (end.Kind == ErrorKind.Closed)
            {
                yield break;
            }

            yield return item;
        }
    }

    /// <summary>
    /// No more items: who waits to put, or puts later, gets <see cref="ErrorKind.Closed"/>, and so does who
    /// gets once the items that are left have been taken. A second call does nothing. Disposal also drops
    /// what is left.
    /// </summary>
    /// <exception cref="ComputeException">The queue is disposed (<see cref="ErrorKind.Closed"/>).</exception>
    public void Close()
    {
        Request<bool> request = Open(ReadDone);
        Ask(request, new Close(request.Ticket));
    }

    private static T ReadItem(ICoordinationAnswer answer) => (T)((Got)answer).Item!;
}
