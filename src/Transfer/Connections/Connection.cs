using ActorCompute.Arrays;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// A connection for messages, both ways. Its own threads read and write, so that neither a caller nor another
/// connection waits for a slow end. Thread safe.
/// </summary>
public sealed class Connection : IDisposable
{
    private readonly FrameStream _frames;
    private readonly Outbox _outbox;
    private string? _reason;

    /// <summary>Takes over what a <see cref="Listener"/> or a <see cref="Dialer"/> gave.</summary>
    /// <param name="frames">The connection, owned from now on.</param>
    public Connection(FrameStream frames)
    {
        _frames = frames;
        _outbox = new Outbox(frames, Close);
        Remote = frames.Remote;
    }

    /// <summary>The other end.</summary>
    public HostPort Remote { get; }

    /// <summary>Begins to read. To be called once.</summary>
    /// <param name="onMessage">Takes each message, in order, on the connection's thread.</param>
    /// <param name="onClosed">
    /// Called once, after the last message, on the connection's thread, with one sentence that says why.
    /// </param>
    /// <param name="onPayload">Takes each payload, after its message; null where none is expected.</param>
    public void Start(
        Action<Envelope, object> onMessage, Action<string> onClosed, Action<byte[]>? onPayload = null)
    {
        _frames.ReadAhead();
        var thread = new Thread(() => Read(onMessage, onClosed, onPayload))
        {
            IsBackground = true,
            Name = $"reads from {Remote}",
        };
        thread.Start();
    }

    /// <summary>
    /// Sends a message, in order with the others of the same thread. Returns at once: a message that cannot
    /// be delivered is dropped, and the connection closed.
    /// </summary>
    /// <exception cref="ComputeException">The message has no place on the wire.</exception>
    public void Send(in Envelope envelope, object message) => _outbox.Send(envelope, message);

    /// <summary>Sends a message of connections with its payload, which is copied.</summary>
    /// <exception cref="ComputeException">The message has no place on the wire.</exception>
    public void Send(object message, ReadOnlySpan<byte> payload) => _outbox.Send(default, message, payload);

    /// <summary>Closes the connection.</summary>
    public void Dispose() => Close("this process closed the connection");

    private void Read(
        Action<Envelope, object> onMessage, Action<string> onClosed, Action<byte[]>? onPayload)
    {
        string reason = "the other end closed the connection";
        try
        {
            while (_frames.TryReadHeader(FrameLimits.Default, out FrameHeader header))
            {
                object message = _frames.ReadMessage(header, out Envelope envelope);
                if (message is not IgnorableMessage) onMessage(envelope, message);
                if (onPayload is null) _frames.SkipPayload(header.PayloadLength);
                else if (header.PayloadLength > 0) onPayload(_frames.ReadPayload(header.PayloadLength));
            }
        }
        catch (ConnectionException exception)
        {
            reason = exception.Message;
        }
        catch (Exception exception)
        {
            // Whatever a message of the other end does to this one, it ends this connection and not the
            // process.
            reason = $"a message could not be handled: {exception.Message}";
        }

        Close(reason);
        onClosed(_reason!);
    }

    /// <summary>The first reason is the one that counts; the others follow from it.</summary>
    private void Close(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _outbox.Dispose();
        _frames.Dispose();
    }
}
