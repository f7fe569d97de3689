using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Engines.InProcess;
using ActorCompute.Messages;

namespace ActorCompute.Client.Pools;

/// <summary>
/// Workers for functions of the program: <c>multiprocessing.Pool</c> of Python, with threads. Functions are
/// delegates, so arguments and results are not copied; one that throws fails its call with the index of the
/// item. Work goes through a router and workers as the cluster's jobs do, but on threads of the pool's own,
/// so that a function may wait, or use the cluster. Thread safe. Disposing it terminates it, as leaving the
/// <c>with</c> of Python does; so does disposing its cluster.
/// </summary>
/// <remarks>
/// <para>
/// On a cluster that <see cref="ComputeCluster.StartLocalAsync"/> made, each worker is a process of the
/// program. There a function is a static method, passed by its name: lambdas and objects do not travel.
/// Arguments and results are copied; they are numbers, strings, arrays, lists and tuples, and records of
/// these. Items are run at least once: those of a process that died are run again in another one, unless the
/// pool's <c>retries</c> are 0. What a function throws comes back as a <see cref="RemoteException"/>.
/// Terminating the pool kills its processes.
/// </para>
/// <para>
/// On a cluster that <see cref="ComputeCluster.ConnectAsync"/> connected with
/// <see cref="ConnectOptions.Functions"/>, each worker has a seat on a worker node: a thread there, which
/// runs static methods of the listed types, as far as the node's own list has them. The rest is as with
/// processes of the program, but that static fields are the node's, shared by all seats on it, and that a
/// function that never returns keeps its seat.
/// </para>
/// <para>
/// A function that never returns is never interrupted: its call can be cancelled, or the pool terminated,
/// and after the stop timeout of 5 s its result is given up. A function that waits for asynchronous work of
/// its own pool may wait for ever, where all workers do so; Map, Imap and Apply, which know it, run in place.
/// </para>
/// </remarks>
public sealed partial class ActorPool : IAsyncDisposable, IDisposable
{
    internal const int MostWorkers = 4096;

    private readonly ComputeCluster _cluster;
    private readonly ComputeCluster _workers;
    private readonly PoolPeers? _peers;
    private readonly CallQueue _calls;
    private readonly CallbackQueue _callbacks = new();
    private readonly PoolGate _gate = new();
    private readonly CancellationTokenSource _termination = new();

    internal ActorPool(
        ComputeCluster cluster,
        int processes,
        Initializer? initializer,
        long? maxTasksPerChild,
        PoolPeers? peers)
    {
        if (processes is < 1 or > MostWorkers)
        {
            throw PoolErrors.Misuse(
                $"a pool of {processes} workers is not possible: ask for 1 to {MostWorkers}");
        }

        if (maxTasksPerChild is <= 0)
        {
            throw PoolErrors.Misuse(
                $"replacing workers after {maxTasksPerChild} items is not possible: from 1, or left out");
        }

        long budget = maxTasksPerChild ?? long.MaxValue;
        _cluster = cluster;
        _peers = peers;
        Action? here = peers is null ? initializer?.Call : null;
        _workers = new ComputeCluster(new InProcessEngine(new InProcessOptions
        {
            Slots = processes,
            PinsThreads = true,
            ThreadStarts = () => PoolWorker.Begin(
                this, budget, here, peers is null ? null : new RemoteWorker(peers)),
        }));
        _calls = new CallQueue(processes, function => Start(Job(function, 1, 1), false, default).Completion);
    }

    /// <summary>How many workers the pool has.</summary>
    public int Workers => _workers.Workers;

    /// <summary>
    /// The worker processes, by the operating system's ids, as they are now; empty where workers are
    /// threads, of this process or of worker nodes.
    /// </summary>
    public IReadOnlyList<int> ProcessIds => _peers?.ProcessIds ?? [];

    private bool IsTerminated => _termination.IsCancellationRequested;

    /// <summary>Takes no more work. What was asked for is done. A second call does nothing.</summary>
    public void Close() => _gate.Close();

    /// <summary>
    /// Takes no more work, and stops what has not started, and what is computed vectorized: it fails as
    /// cancelled. Functions that run are not interrupted, but their calls fail as well, at the latest after
    /// the stop timeout of 5 s. Returns at once.
    /// </summary>
    public void Terminate()
    {
        _gate.Close();
        _termination.Cancel();
        _peers?.Kill();
        _calls.Close(PoolErrors.Terminated());
        _workers.CancelAll();
    }

    /// <summary>
    /// Waits until all work is done, after <see cref="Close"/> or <see cref="Terminate"/>, and ends the
    /// workers. A loop over Imap is work of a closed pool until it is left, and not of a terminated one.
    /// </summary>
    /// <exception cref="ComputeException">
    /// The pool still takes work; or the caller is one of its workers.
    /// </exception>
    public void Join() => JoinAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Join"/>
    public Task JoinAsync()
    {
        if (!_gate.IsClosed)
        {
            throw new ComputeException(
                ErrorKind.InvalidState,
                "a pool that still takes work cannot be joined: close or terminate it first");
        }

        if (PoolWorker.IsOf(this))
        {
            throw new ComputeException(
                ErrorKind.InvalidState, "a worker cannot join its own pool: join it elsewhere");
        }

        return Ended();

        async Task Ended()
        {
            await _gate.Drained.ConfigureAwait(false);
            await EndWorkersAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Terminates the pool and ends its workers.</summary>
    public ValueTask DisposeAsync()
    {
        Terminate();
        return EndWorkersAsync();
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>The function as other processes find it; null where it runs in this process.</summary>
    /// <exception cref="ComputeException">They cannot find it, or may not call it.</exception>
    private NamedMethod? Named(Delegate function) => _peers?.Methods.Of(function);

    /// <summary>A job of items for the pool's workers.</summary>
    private SubmittedJob Job(
        ItemFunction function,
        long items,
        long chunkSize,
        Func<Exception?>? failure = null,
        IProgress<JobProgress>? progress = null)
    {
        var spec = new ItemsSpec
        {
            Function = function,
            Grid = ChunkGrid.ForItems(items, chunkSize),

            // How long an item takes is the program's business.
            StallTimeout = TimeSpan.MaxValue,
        };
        return new SubmittedJob(
            _workers.NewJobId(), spec, default, _workers.Engine.Arrays, [], null, null, null)
        {
            Progress = progress,
            MayTakeAnyTime = true,
            Explain = kind => kind switch
            {
                ErrorKind.Cancelled => IsTerminated ? PoolErrors.Terminated() : null,
                _ => failure?.Invoke(),
            },
        };
    }

    private JobHandle<JobResult> Start(SubmittedJob job, bool waits, CancellationToken cancellationToken)
    {
        JobHandle<JobResult> handle = _workers.Start(job, static result => result, waits, cancellationToken);

        // Terminated since the gate was passed, and it may not have seen the job.
        if (IsTerminated) handle.Cancel();
        return handle;
    }

    /// <summary>
    /// Does what is not the workers' to do, so that it stops with the pool too, and fails as their work does.
    /// </summary>
    private async Task<T> UntilTerminated<T>(
        Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, _termination.Token);
        try
        {
            return await work(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled)
        {
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException(cancelled.Message, cancelled, cancellationToken)
                : PoolErrors.Terminated();
        }
    }

    private async ValueTask EndWorkersAsync()
    {
        await _workers.DisposeAsync().ConfigureAwait(false);
        if (_peers is not null) await _peers.DisposeAsync().ConfigureAwait(false);
        _cluster.Forget(this);
    }
}
