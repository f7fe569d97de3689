using ActorCompute.Arrays;
using ActorCompute.Client.Processes.Calls;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Engines.Cluster.Nodes;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Client.Processes;

/// <summary>
/// The worker nodes of a program as child processes, and their seed node within the program. A process that
/// ends is started again, after a pause that grows where it happens again and again. Thread safe.
/// </summary>
internal sealed class LocalNodes : IAsyncDisposable
{
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_healthyLife = TimeSpan.FromSeconds(10);

    private readonly ProgramStart _program;
    private readonly ProcessOptions _options;
    private readonly SeedNode _seed;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _earlyEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcess[] _children;
    private readonly Task _keeping;

    private LocalNodes(ProgramStart program, int processes, ProcessOptions options)
    {
        _program = program;
        _options = options;
        HostPort loopback = HostPort.Parse("127.0.0.1:0", forListening: true);
        _seed = new SeedNode(new SeedNodeOptions { Listen = loopback, Engine = ClusterEngines.Tcp });
        _children = new ChildProcess[processes];
        try
        {
            for (int index = 0; index < processes; index++) _children[index] = StartChild(index);
        }
        catch
        {
            foreach (ChildProcess? child in _children) child?.Kill();
            _seed.Dispose();
            throw;
        }

        _keeping = Task.WhenAll(Enumerable.Range(0, processes).Select(KeepAsync));
    }

    /// <summary>Where the seed node listens.</summary>
    public HostPort Seed => _seed.Address;

    /// <summary>The processes' ids, as they are now.</summary>
    public IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_children) return [.. _children.Select(child => child.Id)];
        }
    }

    /// <summary>The processes of a pool, which are its own, and started as it asks for them.</summary>
    /// <exception cref="ComputeException">Its initializer cannot be found by them.</exception>
    public PoolProcesses NewPool(int retries, Initializer? initializer) =>
        new(_program, _options, retries, initializer);

    /// <summary>Starts the processes, which are not waited for.</summary>
    /// <exception cref="ComputeException">The program cannot be started again.</exception>
    public static LocalNodes Start(int processes, ProcessOptions options) =>
        new(ProgramStart.OfThisProgram(), processes, options);

    /// <summary>Waits until all are there.</summary>
    /// <param name="areThere">True once they are.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ComputeException">One ended, or they took too long.</exception>
    public async Task WaitUntil(Func<bool> areThere, CancellationToken cancellation)
    {
        Task deadline = Task.Delay(_options.StartTimeout, cancellation);
        while (!areThere())
        {
            cancellation.ThrowIfCancellationRequested();
            if (_earlyEnd.Task.IsCompleted) await _earlyEnd.Task.ConfigureAwait(false);
            if (deadline.IsCompleted)
            {
                throw new ComputeException(
                    ErrorKind.Timeout,
                    $"the {_children.Length} worker processes were not there within "
                    + $"{_options.StartTimeout.TotalSeconds:0.#} s: start fewer, or set a longer "
                    + nameof(ProcessOptions.StartTimeout));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation).ConfigureAwait(false);
        }

        _earlyEnd.TrySetResult();
    }

    /// <summary>Ends the processes, and returns when they are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _keeping.ConfigureAwait(false);
        _seed.Dispose();
    }

    private ChildProcess StartChild(int index) => ChildProcess.Start(
        _program,
        new ChildRole.Node(
            Seed,
            $"process-{index + 1}",
            _options.SlotsPerProcess,
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / _children.Length));

    /// <summary>Sees to it that there is a process of this index, until all are stopped.</summary>
    private async Task KeepAsync(int index)
    {
        TimeSpan pause = s_shortestPause;
        ChildProcess child = _children[index];
        while (true)
        {
            long startedAt = Environment.TickCount64;
            await child.Ended.WaitAsync(_stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            bool isStopped = _stop.IsCancellationRequested;
            if (!isStopped) OnEnded(index, child);
            await child.DisposeAsync().ConfigureAwait(false);
            if (isStopped) return;

            bool wasHealthy = Environment.TickCount64 - startedAt > s_healthyLife.TotalMilliseconds;
            pause = wasHealthy ? s_shortestPause : pause;
            if (await StartAgainAsync(index, pause).ConfigureAwait(false) is not { } next) return;
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
            child = next;
        }
    }

    private void OnEnded(int index, ChildProcess child)
    {
        string sentence = $"worker process {index + 1} (id {child.Id}) {child.End}";
        _earlyEnd.TrySetException(new ComputeException(
            ErrorKind.InvalidState,
            $"{sentence} before it was ready: see what it wrote to the error stream"));

        // Looked at, whether or not somebody still waits for it.
        _ = _earlyEnd.Task.Exception;
        _options.Log($"{sentence}, and is started again");
    }

    /// <summary>Starts a process in an ended one's place; null where it is not to be.</summary>
    private async Task<ChildProcess?> StartAgainAsync(int index, TimeSpan pause)
    {
        while (true)
        {
            await Task.Delay(pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return null;
            try
            {
                ChildProcess child = StartChild(index);
                lock (_children) _children[index] = child;
                return child;
            }
            catch (ComputeException error)
            {
                _options.Log(error.Message);
                pause = s_longestPause;
            }
        }
    }
}
