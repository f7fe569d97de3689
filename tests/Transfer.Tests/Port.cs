using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Tests;

/// <summary>A listener on a loopback port that accepts every caller, and what tests do with it.</summary>
internal sealed class Port : IDisposable
{
    /// <summary>Generous: a wait that takes this long has failed.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<FrameStream> _accepted = [];
    private readonly Listener _listener;

    private readonly TaskCompletionSource<string> _line = new();

    public Port(
        ClusterIdentity? identity = null,
        Action<Caller>? admit = null,
        TimeProvider? clock = null,
        string host = "127.0.0.1")
    {
        _listener = Listener.Start(new HostPort(host, 0), new ListenerOptions
        {
            Engine = "tcp",
            Software = "0.1.0",
            Admit = admit ?? (caller => _accepted.Add(caller.Accept(WelcomeOf(caller)))),
            Log = Log,
            Identity = identity,
            Clock = clock ?? TimeProvider.System,
            MaxPendingConnections = 256,
        });
    }

    /// <summary>What the listener has logged.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public HostPort Address => _listener.Address;

    public static ConnectionProtocol.Hello Hello(ushort oldest = 1, ushort newest = 1) => new(
        oldest, newest, new NodeId(1, 1), ConnectionRole.Client, "tcp", "0.1.0", 7, ActorRef.Nobody,
        null, "");

    public static ConnectionProtocol.Welcome WelcomeOf(Caller caller) =>
        new(caller.Version, new NodeId(2, 1), "tcp", "0.1.0", 7, ActorRef.Nobody, false, 0, "");

    /// <summary>Dials, and gives both ends.</summary>
    public (FrameStream Dialer, FrameStream Dialed) Connect(ClusterIdentity? identity = null)
    {
        Task<DialedConnection> dialing = Dial(Address, Hello(), identity).WaitAsync(Deadline);
        DialedConnection dialed = dialing.GetAwaiter().GetResult();
        _accepted.TryTake(out FrameStream? accepted, Deadline).ShouldBeTrue();
        return (dialed.Frames, accepted!);
    }

    public static Task<DialedConnection> Dial(
        HostPort address, ConnectionProtocol.Hello hello, ClusterIdentity? identity = null) =>
        Dialer.ConnectAsync(address, hello, new DialOptions
        {
            Identity = identity,
            Timeout = Deadline,
            Hint = "start a seed node there",
        });

    /// <summary>What a dialer is told that is not let in.</summary>
    public async Task<ComputeException> Refusal(
        ClusterIdentity? identity = null, ConnectionProtocol.Hello? hello = null) =>
        await Should.ThrowAsync<ComputeException>(
            Dial(Address, hello ?? Hello(), identity).WaitAsync(Deadline));

    /// <summary>
    /// Sends bytes as a stranger would, and waits until the listener has closed the connection.
    /// </summary>
    public void Knock(ReadOnlySpan<byte> bytes)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.ReceiveTimeout = (int)Deadline.TotalMilliseconds;
        socket.Connect(new IPEndPoint(IPAddress.Loopback, Address.Port));
        try
        {
            socket.Send(bytes);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException exception) when (IsClosed(exception))
        {
            // Closed while bytes of ours were on their way.
        }

        WaitUntilClosed(socket);
    }

    /// <summary>Waits until the listener has closed a connection.</summary>
    public static void WaitUntilClosed(Socket socket)
    {
        try
        {
            while (socket.Receive(new byte[256]) > 0)
            {
                // An answer, before it is closed.
            }
        }
        catch (SocketException exception) when (IsClosed(exception))
        {
            // As waited for.
        }
    }

    /// <summary>
    /// Knocks with the bytes of each seed from 0 on, on threads of its own, four at a time.
    /// </summary>
    public Task KnockOften(int times, Func<int, byte[]> bytes)
    {
        int next = -1;
        return Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
            () =>
            {
                for (int seed; (seed = Interlocked.Increment(ref next)) < times;) Knock(bytes(seed));
            },
            TaskCreationOptions.LongRunning)));
    }

    /// <summary>The first line of the log.</summary>
    public Task<string> Line() => _line.Task.WaitAsync(Deadline);

    public void Dispose() => _listener.Dispose();

    private static bool IsClosed(SocketException exception) => exception.SocketErrorCode
        is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.NotConnected;

    private void Log(string line)
    {
        Lines.Enqueue(line);
        _line.TrySetResult(line);
    }
}
