using System.Collections.Concurrent;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>The worker processes of a pool, one a worker. Thread safe.</summary>
/// <param name="program">How the program is started again.</param>
/// <param name="options">How processes are started, and how long one may be silent.</param>
/// <param name="retries">How often items are run again whose process died.</param>
/// <param name="initializer">What each process does first; or null.</param>
internal sealed class PoolProcesses(
    ProgramStart program, ProcessOptions options, int retries, Initializer? initializer) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<CallProcess, byte> _processes = new();

    // The port comes last: an initializer that cannot be found leaves nothing behind that listens.
    private readonly NamedMethod? _initializer =
        initializer is null ? null : NamedMethod.Of(initializer.Function);
    private readonly CallPort _port = new();

    /// <summary>How often items are run again whose process died.</summary>
    public int Retries => retries;

    /// <summary>What each process does first; or null.</summary>
    public NamedMethod? Initializer => _initializer;

    /// <summary>What the initializer is given.</summary>
    public object? InitializerArguments => initializer?.Arguments;

    /// <summary>True once there are to be no processes any more.</summary>
    public bool IsStopped => _stop.IsCancellationRequested;

    /// <summary>The processes' ids, as they are now.</summary>
    public IReadOnlyList<int> Ids =>
        [.. _processes.Keys.Where(process => !process.HasEnded).Select(process => process.Id).Order()];

    /// <summary>Starts a process, and waits until it is there.</summary>
    /// <exception cref="ComputeException">It ended, or took too long.</exception>
    /// <exception cref="OperationCanceledException">There are to be none any more.</exception>
    public CallProcess Start()
    {
        CallProcess process =
            CallProcess.StartAsync(program, _port, options, _stop.Token).GetAwaiter().GetResult();
        _processes[process] = default;

        // Stopped since it dialed, and it may not have been seen.
        if (IsStopped) process.Kill();
        return process;
    }

    /// <summary>Ends a process, whatever it does.</summary>
    /// <returns>How it ended, in a few words.</returns>
    public string End(CallProcess process)
    {
        string end = process.EndAsync().GetAwaiter().GetResult();
        _processes.TryRemove(process, out _);
        process.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return end;
    }

    /// <summary>Ends all processes at once; none is started any more.</summary>
    public void Kill()
    {
        _stop.Cancel();
        foreach (CallProcess process in _processes.Keys) process.Kill();
    }

    /// <summary>Ends all processes, and returns when they are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _port.Dispose();
        IEnumerable<Task> ends = _processes.Keys.Select(process => process.DisposeAsync().AsTask());
        await Task.WhenAll(ends).ConfigureAwait(false);
        _processes.Clear();
    }
}
