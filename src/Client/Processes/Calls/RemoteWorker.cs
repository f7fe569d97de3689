using ActorCompute.Arrays;
using ActorCompute.Client.Pools;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;
using static ActorCompute.Messages.CallProtocol;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>Items that are to be run elsewhere.</summary>
/// <param name="Method">The method.</param>
/// <param name="First">The index of the first item.</param>
/// <param name="Count">How many items.</param>
/// <param name="Item">Gives an item by its index.</param>
/// <param name="Result">Takes a result by its item's index.</param>
internal readonly record struct RemoteItems(
    NamedMethod Method, long First, long Count, Func<long, object?> Item, Action<long, object?> Result)
{
    /// <summary>True for a single call, whose item is its argument.</summary>
    public bool IsCall { get; init; }
}

/// <summary>
/// What a pool's worker has in place of the functions: a peer, which runs items for it. Where the peer is
/// lost, another one is started and given its items again. Of one thread.
/// </summary>
internal sealed class RemoteWorker(PoolPeers peers) : IDisposable
{
    /// <summary>Items are sent together up to so many bytes, whatever their number.</summary>
    private const int BytesTogether = 8 << 20;

    /// <summary>Items without arguments take no bytes.</summary>
    private const int MostTogether = 1 << 20;

    private readonly ValueWriter _arguments = new();
    private IPeer? _peer;

    /// <summary>
    /// Starts the peer, where that is not to wait for the first items, and has it do what each is to do
    /// first.
    /// </summary>
    /// <exception cref="ComputeException">It does not start, or the initializer failed.</exception>
    /// <exception cref="OperationCanceledException">The pool ends.</exception>
    public void Begin()
    {
        if (peers.StartAtOnce) Start();
    }

    /// <summary>Ends the peer.</summary>
    public void Dispose()
    {
        if (_peer is not null) peers.End(_peer);
        _peer = null;
    }

    /// <summary>Runs items in order, until all are done or a stop is asked for.</summary>
    /// <returns>How many are done.</returns>
    /// <exception cref="ItemException">An item failed.</exception>
    public long Run(in RemoteItems items, IStopSignal? stop)
    {
        long done = 0;
        while (done < items.Count && stop is not { IsRequested: true })
        {
            RemoteItems left = items with { First = items.First + done, Count = items.Count - done };
            done += RunTogether(left, stop);
        }

        return done;
    }

    private int RunTogether(in RemoteItems items, IStopSignal? stop)
    {
        int count = Write(items);
        CallFrame answer = Call(items, count, stop);
        if (answer.Message is CallsFailed { Type: "" } refused)
        {
            throw new ItemException(items.First, PoolErrors.NotRun(_peer!.Name, refused.Message));
        }

        if (answer.Message is CallsFailed failed)
        {
            long index = items.First + failed.Index;
            throw new ItemException(index, PoolErrors.Item(index, Exception(failed)));
        }

        int ran = ((CallsRan)answer.Message).Count;

        // It is about to end, and has told so in good order.
        if (ran == 0 && stop is not { IsRequested: true }) Dispose();
        ReadResults(items, ran, answer.Payload);
        return ran;
    }

    /// <summary>Writes as many items as are sent together: at least one.</summary>
    private int Write(in RemoteItems items)
    {
        _arguments.Clear();
        int count = 0;
        while (count < items.Count && count < MostTogether && _arguments.Length < BytesTogether)
        {
            long index = items.First + count;
            try
            {
                items.Method.WriteArguments(_arguments, items.Item(index));
            }
            catch (ComputeException refusal)
            {
                string what = items.IsCall ? "the argument" : $"item {index}";
                throw new ItemException(index, PoolErrors.NotSent(what, refusal));
            }

            count++;
        }

        return count;
    }

    /// <summary>Has the peer run the items, and the next one where it is lost.</summary>
    private CallFrame Call(in RemoteItems items, int count, IStopSignal? stop)
    {
        ReplaceWhereItEndedIdle();
        for (int lost = 0; ; lost++)
        {
            try
            {
                if (_peer is null) StartAgain();
                return _peer!.Run(
                    items.Method, _arguments.Written, count, () => stop is { IsRequested: true });
            }
            catch (ConnectionException)
            {
                IPeer gone = _peer!;
                string end = peers.End(gone);
                _peer = null;
                if (peers.IsStopped) throw PoolErrors.Terminated();
                if (lost >= peers.Retries) throw Lost(items, count, gone.Name, end);
            }
        }
    }

    /// <summary>One that died while it had nothing to do has lost nothing.</summary>
    private void ReplaceWhereItEndedIdle()
    {
        if (_peer is { HasEnded: true }) Dispose();
    }

    private void Start()
    {
        IPeer peer = _peer = peers.Start();
        if (peers.Initializer is not { } initializer) return;
        var arguments = new ValueWriter();
        initializer.WriteArguments(arguments, peers.InitializerArguments);
        CallFrame answer = peer.Run(initializer, arguments.Written, 1, () => peers.IsStopped);
        if (answer.Message is not CallsFailed failed) return;
        Dispose();
        throw failed.Type.Length == 0
            ? PoolErrors.NotRun(peer.Name, failed.Message)
            : PoolErrors.Initializer(Exception(failed));
    }

    /// <summary>Starts a peer in an ended one's place, or the first one.</summary>
    private void StartAgain()
    {
        try
        {
            Start();
        }
        catch (OperationCanceledException)
        {
            throw PoolErrors.Terminated();
        }
    }

    private static void ReadResults(in RemoteItems items, int count, byte[] payload)
    {
        var reader = new ValueReader(payload);
        long index = items.First;
        try
        {
            for (; index < items.First + count; index++)
            {
                items.Result(index, items.Method.ReadResult(ref reader));
            }

            reader.End();
        }
        catch (WireException error)
        {
            throw new ItemException(index, PoolErrors.Item(index, error));
        }
    }

    private ItemException Lost(in RemoteItems items, int count, string peer, string end)
    {
        long first = items.First;
        (string which, string them, string they) = count == 1
            ? (items.IsCall ? "the call was" : $"item {first} was", "it", "it was")
            : ($"items {first} to {first + count - 1} were", "them", "they were");
        string why = peers.Retries == 0
            ? $"retries: 0 forbids to run {them} again"
            : $"{they} tried {peers.Retries + 1} times";
        return new ItemException(first, new ComputeException(
            ErrorKind.ChunkLost,
            $"{which} lost with {peer} that ran {them}, which {end}: {why}"));
    }

    private static RemoteException Exception(CallsFailed failed) =>
        new(failed.Type, failed.Message, failed.Stack);
}

/// <summary>An item that failed elsewhere, or on the way there.</summary>
/// <param name="index">Which one.</param>
/// <param name="failure">What to tell the program.</param>
internal sealed class ItemException(long index, ComputeException failure)
    : Exception(failure.Message, failure)
{
    /// <summary>Which one.</summary>
    public long Index => index;

    /// <summary>What to tell the program.</summary>
    public ComputeException Failure => failure;
}
