using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ActorCompute.Arrays;
using ActorCompute.Messages;

namespace ActorCompute.Transfer.Connections;

/// <summary>A connection that was dialed, and the answer to the hello.</summary>
/// <param name="Frames">The connection, owned by who dialed.</param>
/// <param name="Welcome">The answer.</param>
public sealed record DialedConnection(FrameStream Frames, ConnectionProtocol.Welcome Welcome);

/// <summary>Connects to a listener. Thread safe.</summary>
public static class Dialer
{
    /// <summary>Dials, shows certificates where there are any, and says hello.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="hello">What to say.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="ComputeException">
    /// Nobody answers there (<see cref="ErrorKind.Unreachable"/>); the other end refuses, speaks something
    /// else, or one end does not trust the other's certificate (<see cref="ErrorKind.Refused"/>); the address
    /// is not loopback and there are no certificates (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<DialedConnection> ConnectAsync(
        HostPort address,
        ConnectionProtocol.Hello hello,
        DialOptions options,
        CancellationToken cancellation = default) => Task.Factory.StartNew(
            () => Connect(address, hello, options, cancellation),
            cancellation,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);

    private static DialedConnection Connect(
        HostPort address, ConnectionProtocol.Hello hello, DialOptions options, CancellationToken cancellation)
    {
        IPAddress[] resolved = address.Resolve();
        ConnectionSecurity.CheckDialing(address, resolved, options.Identity);
        ComputeException? failure = null;
        foreach (IPAddress ip in resolved)
        {
            using var call = new Call(address, options, hello);
            try
            {
                return call.Run(ip, cancellation);
            }
            catch (ComputeException exception) when (exception.Kind == ErrorKind.Unreachable)
            {
                failure ??= exception;
            }
        }

        throw failure!;
    }

    /// <summary>One attempt at one IP address.</summary>
    private sealed class Call(HostPort address, DialOptions options, ConnectionProtocol.Hello hello)
        : IDisposable
    {
        private Socket? _socket;
        private FrameStream? _frames;
        private string? _doubt;
        private bool _isDone;

        public DialedConnection Run(IPAddress ip, CancellationToken cancellation)
        {
            _socket = Open(ip);
            using var deadline = new SocketDeadline(_socket, options.Timeout);
            using CancellationTokenRegistration registration = cancellation.Register(_socket.Dispose);
            try
            {
                _socket.Connect(ip, address.Port);
                RefuseItself(_socket);
                return Greet(deadline);
            }
            catch (Exception exception) when (
                FrameStream.IsLoss(exception) || exception is AuthenticationException)
            {
                cancellation.ThrowIfCancellationRequested();
                throw deadline.HasPassed ? TookTooLong(exception) : Explain(exception);
            }
        }

        public void Dispose()
        {
            if (_isDone) return;
            _frames?.Dispose();
            _socket?.Dispose();
        }

        private Socket Open(IPAddress ip)
        {
            try
            {
                var socket = new Socket(ip.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                SocketSettings.Apply(socket);
                return socket;
            }
            catch (SocketException error)
            {
                throw new ComputeException(
                    ErrorKind.Unreachable,
                    $"{address} cannot be dialed ({error.Message}): close files or connections, or raise the "
                    + "limit of open files (ulimit -n)",
                    error);
            }
        }

        private DialedConnection Greet(SocketDeadline deadline)
        {
            SslStream? tls = null;
            if (options.Identity is { } identity)
            {
                tls = new SslStream(new NetworkStream(_socket!, ownsSocket: true));
                tls.AuthenticateAsClient(identity.ClientOptions(address.Host, doubt => _doubt = doubt));
            }

            _frames = new FrameStream(_socket!, tls);
            Handshake.Write(_frames, hello);
            switch (Handshake.Read(_frames))
            {
                case ConnectionProtocol.Welcome welcome:
                    if (!deadline.TryLift()) throw new ConnectionException("the connection was closed");
                    _isDone = true;
                    return new DialedConnection(_frames, welcome);
                case ConnectionProtocol.Refused refused:
                    throw Refusal($"{address} refuses the connection: {refused.Reason}", null);
                case null:
                    throw new ConnectionException("the other end closed the connection");
                default:
                    throw Refusal($"{address} answers a hello with something else: check the address", null);
            }
        }

        /// <summary>
        /// Where nothing listens on a port of this machine that is also one for dialers to take, a dialer can
        /// happen to take that very port, and TCP connects it to itself.
        /// </summary>
        private static void RefuseItself(Socket socket)
        {
            if (!socket.LocalEndPoint!.Equals(socket.RemoteEndPoint)) return;
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        private ComputeException TookTooLong(Exception exception) => new(
            ErrorKind.Unreachable,
            $"{address} did not answer within {options.Timeout.TotalSeconds:0.###} s: {options.Hint}",
            exception);

        private ComputeException Explain(Exception exception)
        {
            if (_doubt is not null) return Refusal($"{address} cannot be trusted: {_doubt}", exception);
            if (_frames is null && exception is SocketException { SocketErrorCode: var error })
            {
                return new ComputeException(
                    ErrorKind.Unreachable,
                    error == SocketError.ConnectionRefused
                        ? $"nothing listens on {address}: {options.Hint}"
                        : $"{address} cannot be reached ({exception.Message}): {options.Hint}",
                    exception);
            }

            return Refusal(ClosedWithoutAnswer(exception), exception);
        }

        private string ClosedWithoutAnswer(Exception exception) => options.Identity switch
        {
            null => $"{address} did not answer a hello ({Inner(exception)}): "
                + "it is not a node of ActorCompute, or it demands --certificates",
            _ when _frames is null => $"{address} does not speak TLS ({Inner(exception)}): "
                + "it is not a node of ActorCompute, or it was started without --certificates",
            { Folder: var folder } => $"{address} did not answer a hello ({Inner(exception)}): "
                + $"it does not trust the certificate in {folder}, which is expired or of another cluster",
        };

        private static string Inner(Exception exception) => exception.GetBaseException().Message.TrimEnd('.');

        private static ComputeException Refusal(string sentence, Exception? inner) =>
            new(ErrorKind.Refused, sentence, inner);
    }
}
