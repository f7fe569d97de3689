using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Data;

/// <summary>
/// The end of a data connection that asks for slices. Any number of requests may be on their way; one thread
/// reads the answers, straight into the target's memory where it has some. Thread safe.
/// </summary>
public sealed class DataPuller : IDisposable
{
    /// <summary>
    /// A payload is held against what was asked for, which is as large as memory that is there.
    /// </summary>
    private static readonly FrameLimits s_limits =
        FrameLimits.Default with { MaxPayloadBytes = long.MaxValue };

    private readonly FrameStream _frames;
    private readonly Outbox _outbox;
    private readonly SliceReader _reader;
    private readonly Action<long> _moved;
    private readonly Action<string> _closed;
    private readonly Lock _gate = new();
    private readonly Queue<Request> _asked = new();
    private string? _reason;
    private bool _isEnded;
    private long _lastNumber;

    /// <summary>Takes over a connection, and reads until it is closed.</summary>
    /// <param name="frames">The connection, owned from now on.</param>
    /// <param name="moved">Told the bytes of each slice that has come, on the puller's thread.</param>
    /// <param name="closed">
    /// Told once, on the puller's thread, why the connection has ended, after all requests were.
    /// </param>
    public DataPuller(FrameStream frames, Action<long> moved, Action<string> closed)
    {
        _frames = frames;
        _moved = moved;
        _closed = closed;
        _reader = new SliceReader(frames);
        _outbox = new Outbox(frames, Close);
        new Thread(Read) { IsBackground = true, Name = $"pulls slices from {frames.Remote}" }.Start();
    }

    /// <summary>
    /// Copies a slice of the other process into a target here. Returns at once.
    /// </summary>
    /// <param name="source">The slice, of an array in the other process.</param>
    /// <param name="target">Where to; not to be disposed before <paramref name="done"/>. Not owned.</param>
    /// <param name="start">The index in the target of the slice's first element.</param>
    /// <param name="done">
    /// Told once: null when the elements are there, else one sentence that says why not. Nothing is written
    /// to the target any more when it is called, on the puller's thread, or on the caller's where the
    /// connection has ended before. It must not wait.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The target has no such elements.</exception>
    public void Pull(SliceRef source, ElementTarget target, long start, Action<string?> done)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(source.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Count, target.Description.Shape.Count - start);
        bool isEnded;
        lock (_gate)
        {
            isEnded = _isEnded;
            if (!isEnded)
            {
                // Under the lock, so that requests go out in the order in which they wait for their answers.
                _asked.Enqueue(new Request(++_lastNumber, source.Count, target, start, done));
                _outbox.Send(default, new DataProtocol.ReadSlice(_lastNumber, source));
            }
        }

        if (isEnded) done(_reason);
    }

    /// <summary>
    /// Closes the connection; requests that were not answered are told so by the puller's thread.
    /// </summary>
    public void Dispose() => Close(DataFrames.ClosedHere);

    private void Read()
    {
        string reason = "the other end closed the connection";
        try
        {
            while (_frames.TryReadHeader(s_limits, out FrameHeader header))
            {
                object message = _frames.ReadMessage(header, out _);
                if (message is IgnorableMessage) _frames.SkipPayload(header.PayloadLength);
                else Take(message, header.PayloadLength);
            }
        }
        catch (Exception exception)
        {
            reason = exception.Message;
        }

        Close(reason);
        EndAll();
        _closed(_reason!);
    }

    private void Take(object message, long payloadBytes)
    {
        Request request = Asked(message);
        string? reason = null;
        if (message is DataProtocol.SliceRefused refused)
        {
            reason = refused.Reason;
        }
        else
        {
            long bytes = request.Count * request.Target.Description.Type.ItemSize();
            if (payloadBytes != bytes)
            {
                throw new ConnectionException(
                    $"a slice of {bytes} bytes was asked for, and {payloadBytes} came");
            }

            reason = _reader.Read(request.Target, request.Start, bytes);
            _moved(bytes);
        }

        lock (_gate) _asked.Dequeue();
        request.Done(reason);
    }

    /// <summary>The request that a message answers, which stays in the queue until it is done.</summary>
    private Request Asked(object message)
    {
        long number = message switch
        {
            DataProtocol.SliceData data => data.Number,
            DataProtocol.SliceRefused refused => refused.Number,
            _ => throw DataFrames.Unexpected(message),
        };
        lock (_gate)
        {
            if (_asked.TryPeek(out Request request) && request.Number == number) return request;
        }

        throw new ConnectionException($"request {number} is answered, which is not the next one");
    }

    private void EndAll()
    {
        Request[] lost;
        lock (_gate)
        {
            _isEnded = true;
            lost = [.. _asked];
            _asked.Clear();
        }

        foreach (Request request in lost) request.Done(_reason);
    }

    private void Close(string reason)
    {
        Interlocked.CompareExchange(ref _reason, reason, null);
        _outbox.Dispose();
        _frames.Dispose();
    }

    private readonly record struct Request(
        long Number, long Count, ElementTarget Target, long Start, Action<string?> Done);
}
