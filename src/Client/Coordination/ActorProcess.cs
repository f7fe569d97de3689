using System.Globalization;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// Python's <c>multiprocessing.Process</c>: a target that runs on a thread of its own, with a name, an id and
/// an exit code. Everything is shared, so nothing is pickled: <c>Process(target=f, args=(x, y))</c> is <c>new
/// ActorProcess(compute, () => F(x, y))</c>. Thread safe.
/// </summary>
/// <remarks>
/// <para>
/// When it ends, however it ends, each <see cref="ActorLock"/> that it holds is freed, and what it waits for
/// is withdrawn. This also holds for the tasks that the target starts and leaves running.
/// </para>
/// <para>
/// A thread cannot be killed as an operating system's process can: <see cref="Terminate"/> asks, and a target
/// that does not listen is given up after a grace and runs on without the others hearing of it. Waits for
/// locks, queues and other processes listen by themselves. As with Python's daemons, the program does not
/// wait for a process that was not joined; disposing the cluster terminates those that run.
/// </para>
/// </remarks>
public sealed class ActorProcess
{
    /// <summary>
    /// The exit code of a process that was terminated: minus the number of SIGTERM, as in Python.
    /// </summary>
    public const int TerminatedExitCode = -15;

    /// <summary>
    /// How long a terminated process may take to end by itself, unless one says otherwise: 1 s.
    /// </summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<ActorProcess?> s_current = new();

    private readonly ComputeCluster _cluster;
    private readonly Func<CancellationToken, Task> _target;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private CoordinationPort? _port;
    private Exception? _error;
    private int _exitCode;
    private bool _isTerminated;
    private bool _isEnding;

    /// <summary>Makes a process, which is still to be started.</summary>
    /// <param name="cluster">Where it lives.</param>
    /// <param name="target">What it does; the token is cancelled by <see cref="Terminate"/>.</param>
    /// <param name="name">Its name; by default <c>ActorProcess-</c> and its id.</param>
    public ActorProcess(ComputeCluster cluster, Func<CancellationToken, Task> target, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        ArgumentNullException.ThrowIfNull(target);
        _cluster = cluster;
        _target = target;
        Id = cluster.NewProcessId();
        Name = name ?? string.Create(CultureInfo.InvariantCulture, $"{nameof(ActorProcess)}-{Id}");
    }

    /// <inheritdoc cref="ActorProcess(ComputeCluster, Func{CancellationToken, Task}, string)"/>
    public ActorProcess(ComputeCluster cluster, Func<Task> target, string? name = null)
        : this(cluster, target is null ? null! : _ => target(), name)
    {
    }

    /// <inheritdoc cref="ActorProcess(ComputeCluster, Func{CancellationToken, Task}, string)"/>
    public ActorProcess(ComputeCluster cluster, Action<CancellationToken> target, string? name = null)
        : this(cluster, target is null ? null! : token => Run(() => target(token)), name)
    {
    }

    /// <inheritdoc cref="ActorProcess(ComputeCluster, Func{CancellationToken, Task}, string)"/>
    public ActorProcess(ComputeCluster cluster, Action target, string? name = null)
        : this(cluster, target is null ? null! : _ => Run(target), name)
    {
    }

    /// <summary>
    /// The process that the calling code is of, or null: Python's <c>current_process()</c>.
    /// </summary>
    public static ActorProcess? Current => s_current.Value;

    /// <summary>Counts the processes of the cluster, from 1: Python's <c>pid</c>.</summary>
    public long Id { get; }

    /// <summary>For people; need not be unique.</summary>
    public string Name { get; }

    /// <summary>True from the start to the end.</summary>
    public bool IsAlive => IsStarted && !_ended.Task.IsCompleted;

    /// <summary>
    /// Null until the process has ended; then 0 where the target returned, 1 where it threw,
    /// and <see cref="TerminatedExitCode"/> where the process was terminated before, whatever it did then.
    /// </summary>
    public int? ExitCode => _ended.Task.IsCompleted ? _exitCode : null;

    /// <summary>What the target threw, once the process has ended; null where it did not throw.</summary>
    public Exception? Error => _ended.Task.IsCompleted ? _error : null;

    private bool IsStarted => Volatile.Read(ref _port) is not null;

    /// <summary>Starts the target on a thread of its own.</summary>
    /// <exception cref="ComputeException">
    /// It was started before (<see cref="ErrorKind.InvalidState"/>).
    /// </exception>
    /// <exception cref="ObjectDisposedException">The cluster is disposed.</exception>
    public void Start()
    {
        _cluster.ThrowIfDisposed();
        lock (_lock)
        {
            if (IsStarted) throw InvalidState("was started before: make another one");
            Volatile.Write(ref _port, new CoordinationPort(_cluster.Engine, _stopping.Token, OnPortStopped));
        }

        _cluster.Enter(this, _port);
        new Thread(Run) { IsBackground = true, Name = Name }.Start();
    }

    /// <summary>Waits until the process has ended.</summary>
    /// <param name="timeout">How long to wait; by default for ever.</param>
    /// <returns>False where the timeout passed; the process runs on.</returns>
    /// <exception cref="ComputeException">
    /// It was not started, or would wait for itself (<see cref="ErrorKind.InvalidState"/>); the timeout is
    /// negative (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">The calling process was terminated.</exception>
    public bool Join(TimeSpan? timeout = null)
    {
        ThrowIfNotJoinable();
        CancellationToken callerStops = Current?._stopping.Token ?? CancellationToken.None;
        return _ended.Task.Wait(TimeLimit.OfTask(timeout), callerStops);
    }

    /// <inheritdoc cref="Join"/>
    /// <param name="timeout">How long to wait; by default for ever.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<bool> JoinAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ThrowIfNotJoinable();
        try
        {
            await _ended.Task.WaitAsync(TimeLimit.OfTask(timeout), cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// Asks the process to end, and returns at once: its token is cancelled, and so are its waits for locks,
    /// queues and processes. When the grace has passed it counts as ended even where the target runs on,
    /// which can then acquire, put and get nothing any more. Does nothing to a process that has ended.
    /// </summary>
    /// <param name="grace">
    /// How long it may take to end by itself; by default <see cref="DefaultGrace"/>.
    /// </param>
    /// <exception cref="ComputeException">
    /// It was not started (<see cref="ErrorKind.InvalidState"/>); the grace is negative (<see
    /// cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public void Terminate(TimeSpan? grace = null)
    {
        TimeSpan longest = TimeLimit.OfTask(grace ?? DefaultGrace);
        if (!IsStarted) throw InvalidState("is not started: start it before it is terminated");
        lock (_lock)
        {
            if (_isEnding) return;
            _isTerminated = true;
        }

        // The program's callbacks run elsewhere: neither can they fail this call, nor make it wait.
        _ = _stopping.CancelAsync();
        _ = EndAfterAsync(longest);
    }

    /// <summary>As in <c>ActorProcess-3</c>.</summary>
    public override string ToString() => Name;

    /// <summary>Where the calling code's requests to a cluster's locks and queues come from.</summary>
    internal static CoordinationPort PortOfCaller(ComputeCluster cluster) =>
        Current is { } process && process._cluster == cluster ? process._port! : cluster.CoordinationPort;

    private static Task Run(Action target)
    {
        target();
        return Task.CompletedTask;
    }

    private void Run()
    {
        s_current.Value = this;
        Exception? error = null;
        try
        {
            _target(_stopping.Token).GetAwaiter().GetResult();
        }
        catch (Exception thrown)
        {
            // Whatever the target throws is the process's end, not the program's.
            error = thrown;
        }

        End(error);
    }

    private async Task EndAfterAsync(TimeSpan grace)
    {
        await _ended.Task.WaitAsync(grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        End(null);
    }

    private void End(Exception? error)
    {
        lock (_lock)
        {
            if (_isEnding) return;
            _isEnding = true;
            bool isByRequest = _isTerminated && error is OperationCanceledException;
            _error = isByRequest ? null : error;
            _exitCode = _isTerminated ? TerminatedExitCode : error is null ? 0 : 1;
        }

        _port!.Close($"the process {Name} has ended: nothing can be had in its name any more");
    }

    // By now the locks that it held have heard, so that whoever joins finds them free.
    private void OnPortStopped()
    {
        _cluster.Forget(this);
        _ended.SetResult();
    }

    private void ThrowIfNotJoinable()
    {
        if (!IsStarted) throw InvalidState("is not started: start it before it is joined");
        if (Current == this) throw InvalidState("would wait for itself: join it from outside");
    }

    private ComputeException InvalidState(string what) =>
        new(ErrorKind.InvalidState, $"the process {Name} {what}");
}
