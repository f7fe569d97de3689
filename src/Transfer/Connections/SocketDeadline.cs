using System.Net.Sockets;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// Closes a socket when a time has passed, which ends any call that waits on it. Disposing in time lifts the
/// deadline.
/// </summary>
internal sealed class SocketDeadline : IDisposable
{
    private readonly Timer _timer;
    private int _state;

    /// <summary>Starts the time.</summary>
    public SocketDeadline(Socket socket, TimeSpan timeout) => _timer = new Timer(
        _ =>
        {
            if (Interlocked.CompareExchange(ref _state, Passed, Open) == Open) socket.Dispose();
        },
        null,
        timeout,
        Timeout.InfiniteTimeSpan);

    private const int Open = 0;
    private const int Passed = 1;
    private const int Lifted = 2;

    /// <summary>True where the time passed, and the socket is closed.</summary>
    public bool HasPassed => Volatile.Read(ref _state) == Passed;

    /// <summary>Lifts the deadline; false where it has passed.</summary>
    public bool TryLift() => Interlocked.CompareExchange(ref _state, Lifted, Open) != Passed;

    public void Dispose()
    {
        TryLift();
        _timer.Dispose();
    }
}
