using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Calls;

/// <summary>A message of the <see cref="CallProtocol"/>, and what its frame carried.</summary>
/// <param name="Message">The message.</param>
/// <param name="Payload">Arguments or results; empty for messages without.</param>
public readonly record struct CallFrame(object Message, byte[] Payload);

/// <summary>
/// Either end of a connection for calls. One thread may receive while others send; calls wait for the
/// network.
/// </summary>
/// <param name="frames">The connection, owned from now on.</param>
public sealed class CallConnection(FrameStream frames) : IDisposable
{
    private readonly Lock _sending = new();

    /// <summary>What a payload may have at most, in bytes.</summary>
    public static long MaxPayloadBytes => FrameLimits.Default.MaxPayloadBytes;

    /// <summary>
    /// From now on a connection counts as lost where, in the middle of a message, nothing comes or goes for
    /// so long.
    /// </summary>
    public void LimitSilence(TimeSpan atMost) => frames.LimitWaits(atMost);

    /// <summary>Sends a message.</summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    /// <exception cref="ComputeException">The payload, or a name in the message, is too long.</exception>
    public void Send(object message, ReadOnlySpan<byte> payload = default)
    {
        if (payload.Length > MaxPayloadBytes)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"{payload.Length} bytes are too many for one message between processes, which takes "
                + $"{MaxPayloadBytes}: send less at a time");
        }

        var frame = new FrameBuffer();
        WireCodec.Write(frame, default, message, payload.Length);
        lock (_sending)
        {
            frames.Write(frame.Written);
            frames.Write(payload);
        }
    }

    /// <summary>
    /// True once a message has begun to come, or the connection is lost; false after so long.
    /// </summary>
    public bool WaitForMessage(TimeSpan atMost) => frames.WaitUntilReadable(atMost);

    /// <summary>Waits for the next message.</summary>
    /// <exception cref="ConnectionException">
    /// The connection is lost or was closed, or something else than a message came.
    /// </exception>
    public CallFrame Receive()
    {
        if (!frames.TryReadHeader(FrameLimits.Default, out FrameHeader header))
        {
            throw new ConnectionException("the other end closed the connection");
        }

        object message = frames.ReadMessage(header, out _);
        return new CallFrame(message, frames.ReadPayload(header.PayloadLength));
    }

    /// <summary>Closes the connection, and ends what waits for it.</summary>
    public void Dispose() => frames.Dispose();
}
