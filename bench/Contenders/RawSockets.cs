using System.Net;
using System.Net.Sockets;

namespace ActorCompute.Bench.Contenders;

/// <summary>
/// The floor of a cluster by sockets: an array goes out over two loopback connections, half on each, to threads that
/// send it back as it comes.
/// </summary>
internal sealed class RawSockets : IDisposable
{
    private const int BufferBytes = 1 << 20;

    private readonly (Socket Near, Socket Far)[] _pairs = [Pair(), Pair()];
    private readonly byte[] _bytes;

    public RawSockets(long bytes)
    {
        _bytes = new byte[bytes];
        foreach ((_, Socket far) in _pairs) Start(() => Echo(far));
    }

    /// <summary>Sends and receives all bytes.</summary>
    public void Move()
    {
        int half = _bytes.Length / 2;
        Thread[] threads =
        [
            .. _pairs.SelectMany((pair, place) => new[]
            {
                Start(() => SendAll(pair.Near, _bytes.AsSpan(place * half, half))),
                Start(() => ReceiveAll(pair.Near, _bytes.AsSpan(place * half, half))),
            }),
        ];
        foreach (Thread thread in threads) thread.Join();
    }

    public void Dispose()
    {
        foreach ((Socket near, Socket far) in _pairs)
        {
            near.Dispose();
            far.Dispose();
        }
    }

    private static (Socket Near, Socket Far) Pair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        near.Connect(listener.LocalEndPoint!);
        return (near, listener.Accept());
    }

    private static Thread Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Echo(Socket far)
    {
        byte[] buffer = new byte[BufferBytes];
        try
        {
            while (far.Receive(buffer) is > 0 and int count) SendAll(far, buffer.AsSpan(0, count));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The end of the bench.
        }
    }

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[socket.Send(bytes)..];
    }

    private static void ReceiveAll(Socket socket, Span<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[socket.Receive(bytes)..];
    }
}
