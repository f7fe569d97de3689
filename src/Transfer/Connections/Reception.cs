using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ActorCompute.Messages;

namespace ActorCompute.Transfer.Connections;

/// <summary>What a listener does with one connection, until it is accepted or closed.</summary>
/// <param name="socket">The connection.</param>
/// <param name="options">The listener's.</param>
internal sealed class Reception(Socket socket, ListenerOptions options)
{
    /// <summary>The type of a TLS record that begins a handshake: RFC 8446, section 5.1.</summary>
    private const byte TlsHandshakeRecord = 0x16;

    private string? _doubt;
    private FrameStream? _frames;

    /// <summary>Receives the caller; the connection is closed unless it was accepted.</summary>
    /// <param name="isStopped">True where the listener takes no more.</param>
    /// <param name="log">
    /// Takes a line that says why the connection is closed, where that is worth one.
    /// </param>
    public void Run(Func<bool> isStopped, Action<string> log)
    {
        string remote = "an unknown address";
        bool isAccepted = false;
        using var deadline = new SocketDeadline(socket, options.HelloTimeout);
        try
        {
            remote = HostPort.Of((IPEndPoint)socket.RemoteEndPoint!).ToString();
            SocketSettings.Apply(socket);
            if (IsSilent() || Open() is not { } opened || isStopped()) return;
            var caller = new Caller(_frames!, deadline, options, opened.Hello, opened.Version);
            options.Admit(caller);
            isAccepted = caller.IsAccepted;
        }
        catch (Exception exception)
        {
            // Whatever a stranger sends ends this connection and not the process.
            string reason = deadline.HasPassed
                ? $"it did not say hello within {options.HelloTimeout.TotalSeconds:0.###} s"
                : _doubt ?? exception.Message;
            log($"closed a connection from {remote}: {reason}");
        }
        finally
        {
            if (!isAccepted) Close();
        }
    }

    /// <summary>True for one who connects and leaves: a probe of whether the port is open.</summary>
    private bool IsSilent()
    {
        Span<byte> first = stackalloc byte[1];
        if (socket.Receive(first, SocketFlags.Peek) == 0) return true;
        if (options.Identity is not null && first[0] != TlsHandshakeRecord)
        {
            throw new ConnectionException(
                "it does not speak TLS, which this node demands: it needs --certificates");
        }

        return false;
    }

    /// <summary>Reads the hello; null where it was of other versions, and was told so.</summary>
    private (ConnectionProtocol.Hello Hello, ushort Version)? Open()
    {
        SslStream? tls = null;
        if (options.Identity is not null)
        {
            tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            tls.AuthenticateAsServer(options.Identity.ServerOptions(doubt => _doubt = doubt));
        }

        _frames = new FrameStream(socket, tls);
        object? first = Handshake.Read(_frames);
        if (first is not ConnectionProtocol.Hello hello)
        {
            throw new ConnectionException(
                $"its first message is {first?.GetType().Name ?? "missing"}, not Hello");
        }

        if (Handshake.CommonVersion(hello) is { } version) return (hello, version);
        Handshake.Refuse(
            _frames,
            options,
            $"versions {ConnectionProtocol.OldestVersion} to {ConnectionProtocol.NewestVersion} of the "
            + $"protocol are spoken here, and {hello.OldestVersion} to {hello.NewestVersion} there: "
            + "run the same release of ActorCompute on both "
            + $"(here {options.Software}, there {hello.Software})");
        return null;
    }

    private void Close()
    {
        if (_frames is null) socket.Dispose();
        else _frames.Dispose();
    }
}
