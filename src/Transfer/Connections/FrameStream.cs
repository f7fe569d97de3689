using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// A connection as frames, over a socket in the clear or by TLS. It is handed over whole, to a
/// <see cref="Connection"/> or to one end of a data connection, which owns it from then on. One thread may
/// read while another writes; calls wait for the network. Disposing ends the waiting calls of other threads.
/// </summary>
/// <remarks>
/// The socket is used by waiting calls only: a socket that was ever used asynchronously wakes its readers by
/// way of another thread, which costs more than a small message itself.
/// </remarks>
public sealed class FrameStream : IDisposable
{
    private const int UsualBufferBytes = 64 * 1024;

    private static readonly byte[] s_magic = FirstBytesOfFrames();

    private readonly Socket _socket;
    private readonly SslStream? _tls;
    private byte[] _buffer = new byte[1024];
    private int _begin;
    private int _end;
    private bool _readsAhead;

    internal FrameStream(Socket socket, SslStream? tls)
    {
        _socket = socket;
        _tls = tls;
        Remote = HostPort.Of((IPEndPoint)socket.RemoteEndPoint!);
    }

    /// <summary>The other end.</summary>
    public HostPort Remote { get; }

    /// <summary>True where both ends have shown certificates, and what is sent is encrypted.</summary>
    public bool IsSecure => _tls is not null;

    /// <summary>The bytes that have come but are not yet taken.</summary>
    private ReadOnlySpan<byte> Received => _buffer.AsSpan(_begin, _end - _begin);

    /// <summary>True where a few kilobytes can be written without waiting.</summary>
    internal bool IsWritable
    {
        get
        {
            try
            {
                return _socket.Poll(0, SelectMode.SelectWrite);
            }
            catch (Exception exception) when (IsLoss(exception))
            {
                return false;
            }
        }
    }

    /// <summary>
    /// True once a read would not wait, also where that is for a loss; false after so long.
    /// </summary>
    internal bool WaitUntilReadable(TimeSpan atMost)
    {
        if (Received.Length > 0 || _tls is not null) return true;
        try
        {
            return _socket.Poll(atMost, SelectMode.SelectRead);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            return true;
        }
    }

    /// <summary>Has each wait for the network end, as a loss, after so long.</summary>
    internal void LimitWaits(TimeSpan atMost) =>
        _socket.SendTimeout = _socket.ReceiveTimeout = (int)atMost.TotalMilliseconds;

    /// <summary>
    /// Takes what has come in one call, for many small frames; else no more is taken than is asked for, so
    /// that a payload goes straight to where it belongs.
    /// </summary>
    internal void ReadAhead()
    {
        _readsAhead = true;
        Array.Resize(ref _buffer, UsualBufferBytes);
    }

    /// <summary>Writes bytes that make whole frames; several calls may make one frame.</summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (_tls is not null)
            {
                _tls.Write(bytes);
                return;
            }

            while (bytes.Length > 0) bytes = bytes[_socket.Send(bytes)..];
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
    }

    /// <summary>
    /// Reads the next frame's header; false where the other end has closed after a whole frame.
    /// </summary>
    /// <exception cref="ConnectionException">The connection is lost, or speaks something else.</exception>
    internal bool TryReadHeader(in FrameLimits limits, out FrameHeader header)
    {
        header = default;
        if (!TryFill(s_magic.Length, FrameHeader.Size)) return false;
        // A stranger may send less than a header and wait for an answer: it is told by its first bytes.
        bool isForeign = !Received.StartsWith(s_magic);
        if (!isForeign) TryFill(FrameHeader.Size, FrameHeader.Size);
        ReadOnlySpan<byte> bytes = Received[..Math.Min(Received.Length, FrameHeader.Size)];
        if (!FrameHeader.TryRead(bytes, limits, out header, out string reason))
        {
            throw new ConnectionException(reason);
        }

        _begin += FrameHeader.Size;
        return true;
    }

    /// <summary>Reads the message of a frame whose header was read; its payload comes next.</summary>
    /// <exception cref="ConnectionException">
    /// The connection is lost, or the message is not well formed.
    /// </exception>
    internal object ReadMessage(in FrameHeader header, out Envelope envelope)
    {
        if (!TryFill(header.HeaderLength, header.HeaderLength)) throw Ended();
        ReadOnlySpan<byte> fields = Received[..header.HeaderLength];
        _begin += header.HeaderLength;
        try
        {
            return WireCodec.Read(header, fields, out envelope);
        }
        catch (WireException exception)
        {
            throw new ConnectionException(exception.Message, exception);
        }
    }

    /// <summary>Reads payload.</summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    internal void ReadPayload(Span<byte> destination)
    {
        int ready = Math.Min(Received.Length, destination.Length);
        Received[..ready].CopyTo(destination);
        _begin += ready;
        destination = destination[ready..];
        while (destination.Length > 0)
        {
            int count = Receive(destination);
            if (count == 0) throw Ended();
            destination = destination[count..];
        }
    }

    /// <summary>
    /// Reads payload of so many bytes. The memory grows with what has come, not with what a header claims.
    /// </summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    internal byte[] ReadPayload(long length)
    {
        const int firstRead = 1 << 20;
        byte[] payload = new byte[Math.Min(length, firstRead)];
        int read = 0;
        while (true)
        {
            ReadPayload(payload.AsSpan(read));
            read = payload.Length;
            if (read == length) return payload;
            Array.Resize(ref payload, (int)Math.Min(length, 2L * read));
        }
    }

    /// <summary>Passes over payload.</summary>
    /// <exception cref="ConnectionException">The connection is lost.</exception>
    internal void SkipPayload(long bytes)
    {
        Span<byte> passed = stackalloc byte[4 * 1024];
        while (bytes > 0)
        {
            int count = (int)Math.Min(bytes, passed.Length);
            ReadPayload(passed[..count]);
            bytes -= count;
        }
    }

    /// <summary>
    /// Closes the connection; what was written before still arrives. May be called from any thread.
    /// </summary>
    public void Dispose()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            // It is closed already, by this end or the other.
        }

        _socket.Dispose();
        _tls?.Dispose();
    }

    /// <summary>True for what the system throws where a connection is lost or closed.</summary>
    internal static bool IsLoss(Exception exception) =>
        exception is SocketException or IOException or ObjectDisposedException or InvalidOperationException;

    /// <summary>
    /// Has at least <paramref name="count"/> bytes in the buffer, asking for <paramref name="wanted"/>; false
    /// where the connection ends before the first.
    /// </summary>
    private bool TryFill(int count, int wanted)
    {
        while (Received.Length < count)
        {
            MakeRoom(wanted);
            int free = _buffer.Length - _end;
            int room = _readsAhead ? free : Math.Min(free, wanted - Received.Length);
            int received = Receive(_buffer.AsSpan(_end, room));
            if (received == 0) return Received.Length == 0 ? false : throw Ended();
            _end += received;
        }

        return true;
    }

    /// <summary>The buffer grows with what has come, not with what a header claims.</summary>
    private void MakeRoom(int count)
    {
        if (_begin == _end)
        {
            _begin = _end = 0;
            bool isLargeForOnce = _buffer.Length > UsualBufferBytes && count <= UsualBufferBytes;
            if (isLargeForOnce) _buffer = new byte[UsualBufferBytes];
        }
        else if (_begin > 0 && _begin + count > _buffer.Length)
        {
            Received.CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, 2 * _buffer.Length);
    }

    private int Receive(Span<byte> destination)
    {
        try
        {
            return _tls is null ? _socket.Receive(destination) : _tls.Read(destination);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost(exception);
        }
    }

    private static byte[] FirstBytesOfFrames()
    {
        byte[] frame = new byte[FrameHeader.Size];
        default(FrameHeader).Write(frame);
        return frame[..sizeof(uint)];
    }

    private static ConnectionException Ended() =>
        new("the other end closed the connection in the middle of a frame");

    private static ConnectionException Lost(Exception exception) => exception switch
    {
        ObjectDisposedException => new ConnectionException("the connection was closed", exception),
        { InnerException: not null } => new ConnectionException(
            $"the connection was lost: {exception.InnerException.Message}", exception),
        _ => new ConnectionException($"the connection was lost: {exception.Message}", exception),
    };
}
