using System.Buffers.Binary;
using System.Net.Sockets;

namespace ActorCompute.Transfer.Connections;

/// <summary>What all connections have set, on both ends.</summary>
internal static class SocketSettings
{
    /// <summary>How long a connection is quiet until the other machine is asked for a sign of life.</summary>
    private const int QuietSeconds = 5;

    private const int RetrySeconds = 1;
    private const int Retries = 15;

    /// <summary>How long sent bytes may wait for the other machine to take them.</summary>
    private const int UnacknowledgedSeconds = QuietSeconds + (RetrySeconds * Retries);

    /// <summary>TCP_USER_TIMEOUT, which .NET has no name for.</summary>
    private const int LinuxUserTimeout = 18;

    /// <summary>
    /// Small messages go out at once, and a machine that is gone without a word ends its connections within
    /// 20 seconds, whether bytes were on their way or not: systems would wait for a quarter of an hour. A
    /// process that is merely stopped keeps its connections as long as there is room for what is sent to it.
    /// </summary>
    public static void Apply(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, QuietSeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, RetrySeconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Retries);
        if (!OperatingSystem.IsLinux()) return;
        Span<byte> milliseconds = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(milliseconds, 1_000 * UnacknowledgedSeconds);
        socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, LinuxUserTimeout, milliseconds);
    }
}
