using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Data;

/// <summary>
/// The end of a data connection that is asked for slices: one thread answers the requests in their order.
/// Thread safe.
/// </summary>
public sealed class DataServer : IDisposable
{
    private readonly FrameStream _frames;
    private readonly ISliceStore _store;
    private readonly Action<long> _moved;
    private readonly Action<string> _closed;
    private readonly SliceWriter _writer;
    private volatile bool _isDisposed;

    /// <summary>Takes over a connection, and answers until it is closed.</summary>
    /// <param name="frames">The connection, owned from now on.</param>
    /// <param name="store">Finds the arrays.</param>
    /// <param name="moved">Told the bytes of each slice that was sent, on the server's thread.</param>
    /// <param name="closed">Told once, on the server's thread, why the connection has ended.</param>
    public DataServer(FrameStream frames, ISliceStore store, Action<long> moved, Action<string> closed)
    {
        _frames = frames;
        _store = store;
        _moved = moved;
        _closed = closed;
        _writer = new SliceWriter(frames);
        new Thread(Serve) { IsBackground = true, Name = $"serves slices to {frames.Remote}" }.Start();
    }

    /// <summary>Closes the connection; a slice that is being sent is let go by the server's thread.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _frames.Dispose();
    }

    private void Serve()
    {
        string reason = "the other end closed the connection";
        try
        {
            while (_frames.TryReadHeader(FrameLimits.Default, out FrameHeader header))
            {
                object message = _frames.ReadMessage(header, out _);
                _frames.SkipPayload(header.PayloadLength);
                if (message is DataProtocol.ReadSlice request) Answer(request);
                else if (message is not IgnorableMessage) throw DataFrames.Unexpected(message);
            }
        }
        catch (Exception exception)
        {
            // Also where a source fails in the middle of a slice: the frame cannot be completed.
            reason = _isDisposed ? DataFrames.ClosedHere : exception.Message;
        }

        _frames.Dispose();
        _closed(reason);
    }

    private void Answer(DataProtocol.ReadSlice request)
    {
        _writer.Reset();
        IDisposable? lease = null;
        string? reason;
        try
        {
            if (_store.TryOpen(request.Slice, out ElementSource? source, out lease, out reason)
                && (reason = WhyNotInside(request.Slice, source.Description)) is null)
            {
                _moved(_writer.Write(request.Number, request.Slice, source));
            }
        }
        catch (ComputeException exception) when (!_writer.HasBegun)
        {
            reason = exception.Message;
        }
        finally
        {
            lease?.Dispose();
        }

        if (reason is null) return;
        Handshake.Write(_frames, new DataProtocol.SliceRefused(request.Number, reason));
    }

    private static string? WhyNotInside(SliceRef slice, ArrayDescription array)
    {
        long count = array.Shape.Count;
        bool isInside = slice.Start >= 0 && slice.Count >= 0 && slice.Start <= count - slice.Count;
        return isInside
            ? null
            : $"the slice of {slice.Count} elements from {slice.Start} on is outside of the array, "
                + $"which is {array}";
    }
}
