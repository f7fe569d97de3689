using ActorCompute.Messages;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Transfer.Connections;

/// <summary>The first frames of a connection, one each way.</summary>
internal static class Handshake
{
    /// <summary>Nobody is known before the handshake, so little is taken from anybody.</summary>
    private static readonly FrameLimits s_limits = new(MaxHeaderBytes: 64 * 1024, MaxPayloadBytes: 0);

    /// <summary>Writes one message.</summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    public static void Write(FrameStream frames, object message)
    {
        var buffer = new FrameBuffer();
        WireCodec.Write(buffer, default, message);
        frames.Write(buffer.Written);
    }

    /// <summary>Says why a connection is not taken.</summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    public static void Refuse(FrameStream frames, ListenerOptions options, string reason) =>
        Write(frames, new ConnectionProtocol.Refused(
            ConnectionProtocol.OldestVersion,
            ConnectionProtocol.NewestVersion,
            options.Engine,
            options.Software,
            reason));

    /// <summary>Reads one message; null where the other end closes without one.</summary>
    /// <exception cref="ConnectionException">The connection is lost, or what comes is no message.</exception>
    public static object? Read(FrameStream frames) =>
        frames.TryReadHeader(s_limits, out FrameHeader header) ? frames.ReadMessage(header, out _) : null;

    /// <summary>The newest version that both speak; null where there is none.</summary>
    public static ushort? CommonVersion(ConnectionProtocol.Hello hello)
    {
        ushort newest = Math.Min(hello.NewestVersion, ConnectionProtocol.NewestVersion);
        ushort oldest = Math.Max(hello.OldestVersion, ConnectionProtocol.OldestVersion);
        return oldest <= newest ? newest : null;
    }
}
