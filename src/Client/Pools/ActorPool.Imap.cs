using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ActorCompute.Client.Processes.Calls;

namespace ActorCompute.Client.Pools;

/// <summary>Functions over sequences that may be longer than memory, or never end.</summary>
public sealed partial class ActorPool
{
    private const int ChunksAheadPerWorker = 4;

    /// <summary>
    /// Calls a function for each item of a sequence, and gives the results in the items' order as they
    /// come. The sequence is read by the thread that takes the results, at most 4 chunks a worker ahead of
    /// them.
    /// </summary>
    /// <param name="function">The function of one item. It runs on several threads at once.</param>
    /// <param name="items">The items. Read from the first result that is asked for on.</param>
    /// <param name="chunkSize">How many items make a call; by default 1, as in Python.</param>
    /// <param name="cancellationToken">
    /// Ends the enumeration, and stops the calls that have not started.
    /// </param>
    /// <exception cref="Arrays.ComputeException">
    /// The chunk size is not possible. In the enumeration: the function failed on an item, which the
    /// message names; the sequence failed, after the results of what it gave before; or the pool is closed.
    /// Leaving the enumeration stops the calls that have not started.
    /// </exception>
    public IEnumerable<TResult> Imap<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        int chunkSize = 1,
        CancellationToken cancellationToken = default) =>
        ImapAsync(function, items, chunkSize, cancellationToken).ToBlockingEnumerable(CancellationToken.None);

    /// <summary>As Imap, but each result as soon as its call is done, in any order.</summary>
    /// <inheritdoc cref="Imap{T, TResult}"/>
    public IEnumerable<TResult> ImapUnordered<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        int chunkSize = 1,
        CancellationToken cancellationToken = default) =>
        ImapUnorderedAsync(function, items, chunkSize, cancellationToken)
            .ToBlockingEnumerable(CancellationToken.None);

    /// <summary>Imap for <c>await foreach</c>.</summary>
    /// <inheritdoc cref="Imap{T, TResult}"/>
    public IAsyncEnumerable<TResult> ImapAsync<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        int chunkSize = 1,
        CancellationToken cancellationToken = default) =>
        Enumerate(function, items, chunkSize, inOrder: true, cancellationToken);

    /// <summary>ImapUnordered for <c>await foreach</c>.</summary>
    /// <inheritdoc cref="Imap{T, TResult}"/>
    public IAsyncEnumerable<TResult> ImapUnorderedAsync<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        int chunkSize = 1,
        CancellationToken cancellationToken = default) =>
        Enumerate(function, items, chunkSize, inOrder: false, cancellationToken);

    private IAsyncEnumerable<TResult> Enumerate<T, TResult>(
        Func<T, TResult> function,
        IEnumerable<T> items,
        int chunkSize,
        bool inOrder,
        CancellationToken ofCall)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(items);
        PoolErrors.CheckChunkSize(chunkSize);
        NamedMethod? method = Named(function);
        return Results(default);

        async IAsyncEnumerable<TResult> Results([EnumeratorCancellation] CancellationToken ofEnumeration)
        {
            // Whoever joins a terminated pool must not wait for a loop that was never left.
            using PoolGate.OpenWork work = _gate.Open();
            using CancellationTokenRegistration _ = work.EndWith(_termination.Token);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ofCall, ofEnumeration);
            using var input = new ChunkReader<T>(items, chunkSize);
            Channel<Task<TResult[]>> next = Channel.CreateUnbounded<Task<TResult[]>>();

            // A worker that waited for others of its pool might wait for itself.
            bool runsHere = PoolWorker.IsOf(this);
            int mostOpen = runsHere ? 1 : ChunksAheadPerWorker * Workers;
            try
            {
                int open = 0;
                while (true)
                {
                    while (open < mostOpen && input.Read() is { } chunk)
                    {
                        _gate.EnterAgain();
                        var completion = new Completion<TResult[]>(_gate, default);
                        Announce(completion.Task, next.Writer, inOrder || runsHere);
                        var part = new ChunkCall<T, TResult>(
                            function, method, chunk.Items, chunk.First, completion);
                        Send(part, runsHere, stop.Token);
                        open++;
                    }

                    if (open == 0) break;
                    Task<TResult[]> call = await next.Reader.ReadAsync(stop.Token).ConfigureAwait(false);
                    TResult[] results = await call.WaitAsync(stop.Token).ConfigureAwait(false);
                    open--;
                    foreach (TResult result in results) yield return result;
                }

                if (input.Failure is { } failure) throw failure;
            }
            finally
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Gives the task of a call to the reader: at once, or when it is done.</summary>
    private static void Announce<T>(Task<T> call, ChannelWriter<Task<T>> next, bool atOnce)
    {
        if (atOnce) next.TryWrite(call);
        else call.ContinueWith(next.TryWrite, TaskScheduler.Default);
    }

    private void Send<T, TResult>(
        ChunkCall<T, TResult> call, bool runsHere, CancellationToken cancellationToken)
    {
        if (!runsHere) Enqueue(call, cancellationToken);
        else if (IsTerminated) call.Fail(PoolErrors.Terminated());
        else call.RunHere();
    }

    /// <summary>Reads a sequence a few items at a time.</summary>
    private sealed class ChunkReader<T>(IEnumerable<T> items, int chunkSize) : IDisposable
    {
        private IEnumerator<T>? _items;
        private long _read;
        private bool _isAtEnd;

        /// <summary>What the sequence threw, if it did; it ends there.</summary>
        public Exception? Failure { get; private set; }

        /// <summary>The next items and the index of the first of them; null at the end.</summary>
        public (T[] Items, long First)? Read()
        {
            var chunk = new List<T>(Math.Min(chunkSize, 1024));
            long first = _read;
            try
            {
                if (!_isAtEnd) _items ??= items.GetEnumerator();
                while (!_isAtEnd && chunk.Count < chunkSize)
                {
                    _isAtEnd = !_items!.MoveNext();
                    if (_isAtEnd) break;
                    chunk.Add(_items.Current);
                    _read++;
                }
            }
            catch (Exception error)
            {
                _isAtEnd = true;
                Failure = PoolErrors.Sequence(_read, error);
            }

            return chunk.Count == 0 ? null : ([.. chunk], first);
        }

        public void Dispose() => _items?.Dispose();
    }
}
