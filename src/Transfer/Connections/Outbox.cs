using System.Buffers;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Transfer.Connections;

/// <summary>
/// The sending half of a connection. Messages are encoded at once, in order; on an idle connection the caller
/// writes them itself, which saves a hand-over between threads, and what comes meanwhile is written together
/// by a thread of the outbox. No caller ever waits for the other end. Thread safe.
/// </summary>
internal sealed class Outbox : IDisposable
{
    /// <summary>What may wait for the other end to read.</summary>
    public const int MaxWaitingBytes = 64 * 1024 * 1024;

    /// <summary>
    /// What a writable socket takes without waiting: systems keep at least this much free for it.
    /// </summary>
    private const int DirectBytes = 4 * 1024;

    private readonly FrameStream _frames;
    private readonly Action<string> _broken;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _wake = new(0);
    private FrameBuffer _waiting = new();
    private FrameBuffer _spare = new();
    private bool _isWriting;
    private bool _isClosed;

    /// <summary>Starts the writing thread.</summary>
    /// <param name="frames">The connection; the outbox alone writes to it.</param>
    /// <param name="broken">Told why writing failed; called on the thread that noticed.</param>
    public Outbox(FrameStream frames, Action<string> broken)
    {
        _frames = frames;
        _broken = broken;
        new Thread(WriteWaiting) { IsBackground = true, Name = $"writes to {frames.Remote}" }.Start();
    }

    /// <summary>Sends a message, and its payload; one to a closed connection is dropped.</summary>
    public void Send(in Envelope envelope, object message, ReadOnlySpan<byte> payload = default)
    {
        FrameBuffer? batch = null;
        bool isFull;
        lock (_gate)
        {
            if (_isClosed) return;
            WireCodec.Write(_waiting, envelope, message, payload.Length);
            _waiting.Write(payload);
            isFull = _waiting.Length > MaxWaitingBytes;
            if (!isFull)
            {
                if (_isWriting) return;
                _isWriting = true;
                if (_waiting.Length <= DirectBytes && _frames.IsWritable) batch = TakeWaiting();
            }
        }

        if (isFull) Break("the other end does not read what is sent to it");
        else if (batch is null) _wake.Release();
        else if (Write(batch) && !StopWritingWhereNothingWaits()) _wake.Release();
    }

    /// <summary>Ends the writing thread; what waits is dropped.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed) return;
            _isClosed = true;
        }

        _wake.Release();
    }

    private void WriteWaiting()
    {
        while (true)
        {
            _wake.Wait();
            do
            {
                FrameBuffer batch;
                lock (_gate)
                {
                    if (_isClosed) return;
                    batch = TakeWaiting();
                }

                if (!Write(batch)) return;
            }
            while (!StopWritingWhereNothingWaits());
        }
    }

    private FrameBuffer TakeWaiting()
    {
        FrameBuffer batch = _waiting;
        (_waiting, _spare) = (_spare, batch);
        return batch;
    }

    private bool StopWritingWhereNothingWaits()
    {
        lock (_gate)
        {
            if (_waiting.Length > 0) return false;
            _isWriting = false;
            return true;
        }
    }

    private bool Write(FrameBuffer batch)
    {
        try
        {
            _frames.Write(batch.Written);
            batch.Clear();
            return true;
        }
        catch (ConnectionException exception)
        {
            Break(exception.Message);
            return false;
        }
    }

    private void Break(string reason)
    {
        Dispose();
        _broken(reason);
    }
}
