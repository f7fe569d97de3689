using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Transfer.Calls;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>A worker process that runs methods of the program.</summary>
internal sealed class CallProcess : IPeer
{
    private readonly ChildProcess _child;
    private readonly CallClient _calls;

    private CallProcess(ChildProcess child, CallClient calls) => (_child, _calls) = (child, calls);

    /// <inheritdoc/>
    public string Name => "the worker process";

    /// <inheritdoc/>
    public int? ProcessId => _child.Id;

    /// <inheritdoc/>
    public bool HasEnded => _child.Ended.IsCompleted;

    /// <summary>Starts a process, and waits until it is there.</summary>
    /// <param name="program">How the program is started.</param>
    /// <param name="port">Where it dials.</param>
    /// <param name="options">How long it may take, and be silent.</param>
    /// <param name="cancellation">Ends the wait, and the process.</param>
    /// <exception cref="ComputeException">It ended, or took too long.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<CallProcess> StartAsync(
        ProgramStart program, CallPort port, ProcessOptions options, CancellationToken cancellation)
    {
        TimeSpan timeout = options.StartTimeout;
        (NodeId id, Task<CallConnection> dialed) = port.Expect();
        ChildProcess child = ChildProcess.Start(program, new ChildRole.Calls(port.Address, id));
        Task deadline = Task.Delay(timeout, cancellation);
        await Task.WhenAny(dialed, child.Ended, deadline).ConfigureAwait(false);
        if (dialed.IsCompletedSuccessfully)
        {
            return new CallProcess(
                child, new CallClient(await dialed.ConfigureAwait(false), options.SilenceTimeout));
        }

        port.Forget(id);
        child.Kill();
        bool isEarlyEnd = child.Ended.IsCompleted && !deadline.IsCompleted;
        await child.DisposeAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        throw isEarlyEnd
            ? new ComputeException(
                ErrorKind.InvalidState,
                $"the worker process {child.Id} ended before it was ready: "
                + "see what it wrote to the error stream")
            : new ComputeException(
                ErrorKind.Timeout,
                $"the worker process {child.Id} was not there within {timeout.TotalSeconds:0.#} s: "
                + "start fewer, or set a longer StartTimeout");
    }

    /// <inheritdoc/>
    public CallFrame Run(
        NamedMethod method, ReadOnlySpan<byte> arguments, int count, Func<bool> isStopWanted) =>
        _calls.Run(method, arguments, count, isStopWanted);

    /// <inheritdoc/>
    public void Kill() => _child.Kill();

    /// <inheritdoc/>
    public async Task<string> EndAsync()
    {
        _calls.Dispose();
        _child.Kill();
        await _child.Ended.ConfigureAwait(false);
        return _calls.Silence is { } silence ? $"{silence}, and was ended" : _child.End;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _calls.Dispose();
        await _child.DisposeAsync().ConfigureAwait(false);
    }
}
