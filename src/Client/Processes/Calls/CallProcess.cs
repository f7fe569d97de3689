using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;
using static ActorCompute.Messages.CallProtocol;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// A worker process that runs methods of the program, one run of calls at a time. One thread runs; others may
/// end it meanwhile.
/// </summary>
internal sealed class CallProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(20);

    private readonly ChildProcess _child;
    private readonly CallConnection _connection;
    private readonly TimeSpan _silenceTimeout;
    private bool _wasSilent;
    private long _lastRun;

    private CallProcess(ChildProcess child, CallConnection connection, TimeSpan silenceTimeout)
    {
        _child = child;
        _connection = connection;
        _silenceTimeout = silenceTimeout;
        if (silenceTimeout != Timeout.InfiniteTimeSpan) connection.LimitSilence(silenceTimeout);
    }

    /// <summary>The system's number for it.</summary>
    public int Id => _child.Id;

    /// <summary>True once it is gone.</summary>
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
            return new CallProcess(child, await dialed.ConfigureAwait(false), options.SilenceTimeout);
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

    /// <summary>Calls a method for each of some items.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">The items' arguments.</param>
    /// <param name="count">How many items.</param>
    /// <param name="isStopWanted">Asked now and then; once it says so, no further call begins.</param>
    /// <returns>How many calls ran, and their results; or how one failed.</returns>
    /// <exception cref="ConnectionException">The process is gone, or gives no sign of life.</exception>
    /// <exception cref="ComputeException">The arguments are too long.</exception>
    public CallFrame Run(NamedMethod method, ReadOnlySpan<byte> arguments, int count, Func<bool> isStopWanted)
    {
        long number = ++_lastRun;
        _connection.Send(new RunCalls(number, method.Name, count), arguments);
        bool isTold = false;
        var silence = new SilenceWatch(s_lookInterval, _silenceTimeout);
        while (true)
        {
            if (_connection.WaitForMessage(s_lookInterval))
            {
                silence.NoteSign();
                CallFrame frame = _connection.Receive();
                switch (frame.Message)
                {
                    case CallsGoOn:
                        break;
                    case CallsRan ran when ran.Number == number && ran.Count <= count:
                    case CallsFailed failed when failed.Number == number && failed.Index < count:
                        return frame;
                    default:
                        throw new ConnectionException(
                            $"{frame.Message.GetType().Name} does not answer the calls");
                }
            }
            else
            {
                silence.NoteSilence();
                ThrowIfTooLong(silence);
            }

            if (isTold || !isStopWanted()) continue;
            _connection.Send(new StopCalls(number));
            isTold = true;
        }
    }

    /// <summary>Ends it at once, in the middle of whatever it does.</summary>
    public void Kill() => _child.Kill();

    /// <summary>How it ended, once that is known.</summary>
    public async Task<string> EndAsync()
    {
        _connection.Dispose();
        _child.Kill();
        await _child.Ended.ConfigureAwait(false);
        return _wasSilent
            ? $"gave no sign of life for {_silenceTimeout.TotalSeconds:0.#} s, and was ended"
            : _child.End;
    }

    /// <summary>Ends it, and returns when it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        await _child.DisposeAsync().ConfigureAwait(false);
    }

    private void ThrowIfTooLong(SilenceWatch silence)
    {
        if (!silence.IsTooLong) return;
        _wasSilent = true;
        throw new ConnectionException("the process gives no sign of life");
    }
}
