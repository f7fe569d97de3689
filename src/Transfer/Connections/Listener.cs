using System.Net;
using System.Net.Sockets;
using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// Takes connections on an address. Whoever connects has a few seconds for TLS and a hello; who says
/// something else is closed, with one line in the log at most once a second. Thread safe.
/// </summary>
public sealed class Listener : IDisposable
{
    private const int Backlog = 512;

    private readonly Socket _socket;
    private readonly ListenerOptions _options;
    private readonly RateLimitedLog _log;
    private readonly ManualResetEventSlim _stopped = new();
    private int _pending;

    private Listener(Socket socket, ListenerOptions options, HostPort address)
    {
        _socket = socket;
        _options = options;
        _log = new RateLimitedLog(options.Log, options.Clock);
        Address = address;
    }

    /// <summary>The address, with the port that was taken where 0 was asked for.</summary>
    public HostPort Address { get; }

    /// <summary>Listens on an address.</summary>
    /// <exception cref="ComputeException">
    /// The address is not this machine's, its port is in use or not allowed, or others than this machine
    /// could reach it and there are no certificates (<see cref="ErrorKind.InvalidArgument"/>); or its host is
    /// not found (<see cref="ErrorKind.Unreachable"/>).
    /// </exception>
    public static Listener Start(HostPort address, ListenerOptions options)
    {
        IPAddress resolved = address.Resolve()[0];
        ConnectionSecurity.CheckListening(address, resolved, options.Identity);
        Socket socket = Bind(address, resolved);
        int port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        var listener = new Listener(socket, options, address with { Port = port });
        string name = $"listens on {listener.Address}";
        new Thread(listener.TakeConnections) { IsBackground = true, Name = name }.Start();
        return listener;
    }

    /// <summary>Takes no more connections; those that were accepted stay.</summary>
    public void Dispose()
    {
        _stopped.Set();
        _socket.Dispose();
    }

    private static Socket Bind(HostPort address, IPAddress resolved)
    {
        var socket = new Socket(resolved.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (resolved.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(new IPEndPoint(resolved, address.Port));
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"cannot listen on {address}: " + exception.SocketErrorCode switch
                {
                    SocketError.AddressAlreadyInUse =>
                        "the port is in use: take another one, or port 0 for a free one",
                    SocketError.AddressNotAvailable => "it is not an address of this machine",
                    SocketError.AccessDenied => "the port is not allowed: take one from 1024 on",
                    _ => exception.Message,
                },
                exception);
        }
    }

    private void TakeConnections()
    {
        while (!_stopped.IsSet)
        {
            Socket? socket = null;
            try
            {
                socket = _socket.Accept();
                Take(socket);
            }
            catch (Exception exception) when (
                FrameStream.IsLoss(exception) || exception is OutOfMemoryException)
            {
                socket?.Dispose();
                if (_stopped.IsSet) return;
                _log.Write($"cannot take a connection: {exception.Message}");
                // Too many open files, for one, does not pass by asking again at once.
                if (socket is null) _stopped.Wait(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private void Take(Socket socket)
    {
        if (Interlocked.Increment(ref _pending) > _options.MaxPendingConnections)
        {
            Interlocked.Decrement(ref _pending);
            _log.Write(
                $"closed a connection: {_options.MaxPendingConnections} others have not said hello yet");
            socket.Dispose();
            return;
        }

        try
        {
            new Thread(() => Receive(socket)) { IsBackground = true, Name = "receives a caller" }.Start();
        }
        catch
        {
            Interlocked.Decrement(ref _pending);
            throw;
        }
    }

    private void Receive(Socket socket)
    {
        try
        {
            new Reception(socket, _options).Run(() => _stopped.IsSet, _log.Write);
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
