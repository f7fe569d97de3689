using ActorCompute.Transfer.Calls;
using ActorCompute.Transfer.Connections;
using static ActorCompute.Messages.CallProtocol;

namespace ActorCompute.Client.Processes.Calls;

/// <summary>
/// The program's end of a connection for calls, one run of calls at a time. One thread runs; others may
/// dispose it meanwhile.
/// </summary>
internal sealed class CallClient : IDisposable
{
    private static readonly TimeSpan s_lookInterval = TimeSpan.FromMilliseconds(20);

    private readonly CallConnection _connection;
    private readonly TimeSpan _silenceTimeout;
    private bool _wasSilent;
    private long _lastRun;

    /// <param name="connection">The connection, owned from now on.</param>
    /// <param name="silenceTimeout">How long the other end may give no sign of life while it runs.</param>
    public CallClient(CallConnection connection, TimeSpan silenceTimeout)
    {
        _connection = connection;
        _silenceTimeout = silenceTimeout;
        if (silenceTimeout != Timeout.InfiniteTimeSpan) connection.LimitSilence(silenceTimeout);
    }

    /// <summary>What the silence was that ended a run, as the end of a sentence; null where none
    /// did.</summary>
    public string? Silence => _wasSilent
        ? $"gave no sign of life for {_silenceTimeout.TotalSeconds:0.#} s"
        : null;

    /// <inheritdoc cref="IPeer.Run"/>
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
                    case CallsRan ran when ran.Number == number && ran.Count >= 0 && ran.Count <= count:
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

    /// <summary>Closes the connection, which ends a run.</summary>
    public void Dispose() => _connection.Dispose();

    private void ThrowIfTooLong(SilenceWatch silence)
    {
        if (!silence.IsTooLong) return;
        _wasSilent = true;
        throw new ConnectionException("the other end gives no sign of life");
    }
}
