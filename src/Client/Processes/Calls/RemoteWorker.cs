using ActorCompute.Arrays;
using ActorCompute.Client.Pools;
using ActorCompute.Client.Processes.Values;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;
using static ActorCompute.Messages.CallProtocol;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>Items that are to be run in a worker process.</summary>
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
/// What a pool's worker has in place of the functions: a process, which runs items for it. Where the process
/// dies, another one is started and given its items again. Of one thread.
/// </summary>
internal sealed class RemoteWorker(PoolProcesses processes) : IDisposable
{
    /// <summary>Items are sent together up to so many bytes, whatever their number.</summary>
    private const int BytesTogether = 8 << 20;

    /// <summary>Items without arguments take no bytes.</summary>
    private const int MostTogether = 1 << 20;

    private readonly ValueWriter _arguments = new();
    private CallProcess? _process;

    /// <summary>Starts the process, and has it do what each is to do first.</summary>
    /// <exception cref="ComputeException">It does not start, or the initializer failed.</exception>
    /// <exception cref="OperationCanceledException">The pool ends.</exception>
    public void Start()
    {
        CallProcess process = _process = processes.Start();
        if (processes.Initializer is not { } initializer) return;
        var arguments = new ValueWriter();
        initializer.WriteArguments(arguments, processes.InitializerArguments);
        CallFrame answer = process.Run(initializer, arguments.Written, 1, () => processes.IsStopped);
        if (answer.Message is not CallsFailed failed) return;
        Dispose();
        throw PoolErrors.Initializer(Exception(failed));
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        if (_process is not null) processes.End(_process);
        _process = null;
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
        if (answer.Message is CallsFailed failed)
        {
            long index = items.First + failed.Index;
            throw new ItemException(index, PoolErrors.Item(index, Exception(failed)));
        }

        int ran = ((CallsRan)answer.Message).Count;
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

    /// <summary>Has the process run the items, and the next process where it dies.</summary>
    private CallFrame Call(in RemoteItems items, int count, IStopSignal? stop)
    {
        ReplaceWhereItEndedIdle();
        for (int lost = 0; ; lost++)
        {
            try
            {
                if (_process is null) StartAgain();
                return _process!.Run(
                    items.Method, _arguments.Written, count, () => stop is { IsRequested: true });
            }
            catch (ConnectionException)
            {
                string end = processes.End(_process!);
                _process = null;
                if (processes.IsStopped) throw PoolErrors.Terminated();
                if (lost >= processes.Retries) throw Lost(items, count, end);
            }
        }
    }

    /// <summary>One that died while it had nothing to do has lost nothing.</summary>
    private void ReplaceWhereItEndedIdle()
    {
        if (_process is { HasEnded: true }) Dispose();
    }

    /// <summary>Starts a process in an ended one's place.</summary>
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

    private ItemException Lost(in RemoteItems items, int count, string end)
    {
        long first = items.First;
        (string which, string them, string they) = count == 1
            ? (items.IsCall ? "the call was" : $"item {first} was", "it", "it was")
            : ($"items {first} to {first + count - 1} were", "them", "they were");
        string why = processes.Retries == 0
            ? $"retries: 0 forbids to run {them} again"
            : $"{they} tried {processes.Retries + 1} times";
        return new ItemException(first, new ComputeException(
            ErrorKind.ChunkLost,
            $"{which} lost with the worker process that ran {them}, which {end}: {why}"));
    }

    private static RemoteException Exception(CallsFailed failed) =>
        new(failed.Type, failed.Message, failed.Stack);
}

/// <summary>An item that failed in, or on the way to, a worker process.</summary>
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
