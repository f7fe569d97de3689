using System.Collections.Concurrent;
using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client.Coordination;
using ActorCompute.Engines.InProcess;
using ActorCompute.Messages;

namespace ActorCompute.Client;

/// <summary>
/// Computes on arrays with all workers of a cluster; <see cref="Local"/> is one of this process alone,
/// <see cref="StartLocalAsync"/> one of processes that it starts, and <see cref="ConnectAsync"/> finds one of
/// several machines. A result is a function of the inputs and the expression: chunk size and workers change
/// no bit of it. Thread safe; any number of jobs at once share the workers. Dispose it to end its threads and
/// processes.
/// </summary>
public sealed partial class ComputeCluster : IAsyncDisposable, IDisposable
{
    // A second over the stop timeout of the router, after which it gives up waiting for kernels.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(6);

    // Far over any machine's processors; messages between more workers would take longer than kernels.
    private const int MaxWorkers = 1024;

    private readonly ConcurrentDictionary<JobId, JobHandle> _jobs = new();
    private readonly ConcurrentDictionary<ActorRef, IHandler> _programActors = new();
    private readonly ActorRef _inbox;
    private long _lastJob;
    private int _disposals;
    private volatile Exception? _failure;

    internal ComputeCluster(IEngine engine)
    {
        Engine = engine;
        _inbox = engine.SpawnOfEngine(new Inbox(this));
        CoordinationPort = new CoordinationPort(engine);
        engine.ActorFailed += OnActorFailed;
    }

    /// <summary>How many kernels run at once; on a cluster of several nodes, on those that are there
    /// now.</summary>
    public int Workers => Engine.Slots;

    /// <summary>What hosts the actors: <c>in-process</c>, <c>tcp</c> or <c>akka</c>.</summary>
    public string EngineName => Engine.Name;

    /// <summary>
    /// The router, for programs that speak to the actors themselves: send it
    /// <see cref="JobProtocol.SubmitJob"/>, and the actor that it names hears of the job by messages.
    /// </summary>
    public ActorRef Router => Engine.Router;

    /// <summary>
    /// The arrays that messages can speak of, for programs that speak to the actors themselves.
    /// </summary>
    public IArrayTable Arrays => Engine.Arrays;

    /// <summary>
    /// Makes an array, all zero, in memory that the cluster's kernels reach without a copy: on a cluster of
    /// several processes, those of this host read it as an input in place. Results of jobs are such arrays,
    /// too.
    /// </summary>
    /// <exception cref="ComputeException">T has no dtype, or there is no memory.</exception>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public ComputeArray<T> CreateArray<T>(Shape shape) where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        var array = (ComputeArray<T>)Engine.Arrays.Create(new ArrayDescription(DTypes.Of<T>(), shape));
        for (long start = 0; start < array.Length; start += Block.Size)
        {
            array.Span(start, (int)Math.Min(Block.Size, array.Length - start)).Clear();
        }

        return array;
    }

    /// <summary>A new id for a job that the program submits by message.</summary>
    public JobId NewJobId() => new(Engine.Node.Id, Interlocked.Increment(ref _lastJob));

    internal IEngine Engine { get; }

    private bool IsDisposed => Volatile.Read(ref _disposals) > 0;

    /// <summary>A cluster of this process: all cores, nothing to install, arrays in place.</summary>
    /// <exception cref="ComputeException">The number of workers is not possible.</exception>
    public static ComputeCluster Local(LocalOptions? options = null)
    {
        options ??= new LocalOptions();
        ThrowUnlessPossible(options.Workers);
        return new ComputeCluster(new InProcessEngine(new InProcessOptions { Slots = options.Workers }));
    }

    /// <summary>
    /// Makes an actor of the program's own handler, which runs on the thread pool, one message at a time. It
    /// can be named as the one who hears of a job.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public ActorRef Spawn(IHandler handler)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        ActorRef actor = Engine.Spawn(handler);
        _programActors[actor] = handler;
        return actor;
    }

    /// <summary>
    /// Ends an actor that <see cref="Spawn"/> made. Does nothing to another one: without the router, no job
    /// would end.
    /// </summary>
    public void Stop(ActorRef actor)
    {
        if (_programActors.TryRemove(actor, out _)) Engine.Stop(actor);
    }

    /// <summary>Sends a message to an actor: to the <see cref="Router"/>, or to one of the program.</summary>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public void Send(ActorRef target, object message, ActorRef sender = default)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Engine.Send(target, message, sender);
    }

    /// <summary>
    /// Makes a job ready for programs that speak to the actors themselves: what its messages speak of is in
    /// the table of arrays until it is completed, or disposed.
    /// </summary>
    /// <exception cref="ComputeException">The request is not possible; nothing is left behind.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The cluster, or an array of the request, is disposed.
    /// </exception>
    public PreparedJob Prepare(JobRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ThrowIfDisposed();
        return new PreparedJob(JobPreparation.Prepare(request, null, NewJobId(), Engine));
    }

    /// <summary>Submits a job and returns at once.</summary>
    /// <exception cref="ComputeException">The request is not possible; nothing was started.</exception>
    /// <exception cref="ObjectDisposedException">
    /// The cluster, or an array of the request, is disposed.
    /// </exception>
    public JobHandle<JobResult> Submit(JobRequest request, CancellationToken cancellationToken = default) =>
        Submit(request, null, static result => result, mayHelp: false, cancellationToken);

    /// <summary>
    /// Cancels the jobs that run, terminates the processes and the pools, and ends the threads when they have
    /// ended. Actors of the program hear nothing any more, not even of jobs that they submitted by message. A
    /// second call does nothing.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1) return;
        CancelAll();
        await Task.WhenAll(EndCoordinationAsync(), EndPoolsAsync()).ConfigureAwait(false);
        Task ended = Task.WhenAll(_jobs.Values.Select(job => job.Outcome));
        await ended.WaitAsync(LongestEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (JobHandle job in _jobs.Values) job.Abort(Disposed());
        await Engine.DisposeAsync().ConfigureAwait(false);
        if (_localNodes is not null) await _localNodes.DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <exception cref="ComputeException">So many workers are not possible.</exception>
    internal static void ThrowUnlessPossible(int workers)
    {
        if (workers is >= 1 and <= MaxWorkers) return;
        throw new ComputeException(
            ErrorKind.InvalidArgument, $"{workers} workers are not possible: ask for 1 to {MaxWorkers}");
    }

    internal void CancelAll()
    {
        foreach (JobHandle job in _jobs.Values) job.Cancel();
    }

    internal void Forget(JobHandle job) => _jobs.TryRemove(job.Id, out _);

    internal JobHandle<T> Submit<T>(
        JobRequest request, DType? expected, Func<JobResult, T> result, bool mayHelp,
        CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        SubmittedJob submitted = JobPreparation.Prepare(request, expected, NewJobId(), Engine);
        bool helps = mayHelp && request.Options.CallerHelps && !submitted.MayTakeAnyTime;
        return Start(submitted, result, helps, cancellationToken);
    }

    internal JobHandle<T> Start<T>(
        SubmittedJob submitted, Func<JobResult, T> result, bool helps, CancellationToken cancellationToken)
    {
        var handle = new JobHandle<T>(this, submitted, result);
        _jobs[submitted.Id] = handle;
        if (IsDisposed)
        {
            // Disposed since the first line, and it may not have seen the job.
            handle.Abort(Disposed());
            return handle;
        }

        if (_failure is { } failure)
        {
            handle.Abort(failure);
            return handle;
        }

        handle.CancelWith(cancellationToken);
        var message = new JobProtocol.SubmitJob(submitted.Id, submitted.Spec, _inbox);
        if (helps) Engine.SendAndHelp(Router, message, handle);
        else Engine.Send(Router, message);
        return handle;
    }

    private void OnActorFailed(ActorFailure failure)
    {
        _programActors.TryRemove(failure.Actor, out _);
        if (!failure.IsOfEngine) return;
        Exception error = failure.Error as ComputeException ?? (Exception)new InvalidOperationException(
            $"an actor of the engine failed, which is an error in ActorCompute: {failure.Error.Message}",
            failure.Error);
        _failure = error;
        foreach (JobHandle job in _jobs.Values) job.Abort(error);
        AbortCoordination(error);
    }

    private static ComputeException Disposed() =>
        new(ErrorKind.Cancelled, "the cluster was disposed while the job ran");

    /// <summary>Hears of all jobs of the client, and hands on to their handles.</summary>
    private sealed class Inbox(ComputeCluster cluster) : IHandler
    {
        public void Receive(IActorContext context, object message)
        {
            JobId? id = message switch
            {
                JobProtocol.JobCompleted completed => completed.Job,
                JobProtocol.JobFailed failed => failed.Job,
                JobProtocol.JobProgress progress => progress.Job,
                JobProtocol.JobAccepted accepted => accepted.Job,
                _ => null,
            };
            if (id is { } job && cluster._jobs.TryGetValue(job, out JobHandle? handle)) handle.Tell(message);
        }
    }
}
