using ActorCompute.Messages;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// A process that has dialed and said hello, in a version that is spoken here. It is to be answered once,
/// with <see cref="Accept"/> or <see cref="Refuse"/>. Not thread safe.
/// </summary>
public sealed class Caller
{
    private readonly FrameStream _frames;
    private readonly SocketDeadline _deadline;
    private readonly ListenerOptions _options;

    internal Caller(
        FrameStream frames,
        SocketDeadline deadline,
        ListenerOptions options,
        ConnectionProtocol.Hello hello,
        ushort version)
    {
        _frames = frames;
        _deadline = deadline;
        _options = options;
        Hello = hello;
        Version = version;
    }

    /// <summary>What it said.</summary>
    public ConnectionProtocol.Hello Hello { get; }

    /// <summary>
    /// The newest version that both speak, for the <see cref="ConnectionProtocol.Welcome"/>.
    /// </summary>
    public ushort Version { get; }

    /// <summary>Where it dials from.</summary>
    public HostPort Remote => _frames.Remote;

    /// <summary>True where the answer went out, and the connection belongs to whoever accepted it.</summary>
    internal bool IsAccepted { get; private set; }

    /// <summary>
    /// Takes the connection. What the caller sends after reading the welcome waits in the connection, so that
    /// whatever it is to meet may be prepared before this call or after it.
    /// </summary>
    /// <returns>The connection, owned by who calls.</returns>
    /// <exception cref="ConnectionException">The connection is lost, or answering took too long.</exception>
    public FrameStream Accept(ConnectionProtocol.Welcome welcome)
    {
        Handshake.Write(_frames, welcome);
        if (!_deadline.TryLift()) throw new ConnectionException("the answer to its hello took too long");
        IsAccepted = true;
        return _frames;
    }

    /// <summary>Tells the caller why it is not taken; the connection is closed then.</summary>
    /// <param name="reason">One sentence.</param>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    public void Refuse(string reason)
    {
        Handshake.Refuse(_frames, _options, reason);
        _frames.Dispose();
    }
}
