using System.Collections.Concurrent;
using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.CoordinationProtocol;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// The actor through which a process (or the main program) asks locks and queues, and by whose end they hear
/// that the process is gone. It ends when it is closed and every request has been answered. Thread safe.
/// </summary>
internal sealed class CoordinationPort : IHandler
{
    private readonly ConcurrentDictionary<long, Request> _requests = new();
    private readonly IEngine _engine;
    private readonly ActorRef _self;
    private readonly Action? _onStopped;
    private long _lastNumber;
    private int _isStopped;
    private volatile string? _whyClosed;

    /// <param name="engine">What hosts it.</param>
    /// <param name="stopping">Withdraws whatever waits.</param>
    /// <param name="onStopped">Called once when it has ended; must not wait.</param>
    public CoordinationPort(IEngine engine, CancellationToken stopping = default, Action? onStopped = null)
    {
        _engine = engine;
        _onStopped = onStopped;
        Stopping = stopping;
        _self = engine.SpawnOfEngine(this);
    }

    /// <summary>Withdraws whatever waits.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Makes a request, which has a ticket and is still to be posted.</summary>
    /// <exception cref="ComputeException">The port is closed.</exception>
    public Request<T> Open<T>(ActorRef target, Func<ICoordinationAnswer, T> read)
    {
        var request = new Request<T>(this, target, read)
        {
            Ticket = new Ticket(_self, Interlocked.Increment(ref _lastNumber)),
        };
        _requests[request.Ticket.Number] = request;
        if (_whyClosed is not { } reason) return request;
        Remove(request);
        throw new ComputeException(ErrorKind.Closed, reason);
    }

    /// <summary>Sends a request's message.</summary>
    public void Post(Request request, object message)
    {
        _engine.Send(request.Target, message, _self);

        // Closed meanwhile: the withdrawal sent then may have overtaken the message.
        if (_whyClosed is not null) Withdraw(request);
    }

    /// <summary>Asks for a request to be given up, if it still waits.</summary>
    public void Withdraw(Request request) =>
        _engine.Send(request.Target, new Withdraw(request.Ticket), _self);

    /// <summary>Fails a request whose actor cannot be relied on to answer.</summary>
    public void Fail(Request request, Exception error)
    {
        request.Fail(error);
        Remove(request);
    }

    /// <summary>Fails all requests.</summary>
    public void FailAll(Exception error)
    {
        foreach (Request request in _requests.Values) Fail(request, error);
    }

    /// <summary>Withdraws all requests, refuses later ones, and ends when all are answered.</summary>
    /// <param name="reason">What they are told: one sentence.</param>
    public void Close(string reason)
    {
        _whyClosed = reason;
        foreach (Request request in _requests.Values) Withdraw(request);
        StopIfDone();
    }

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        if (message is not ICoordinationAnswer answer) return;
        if (!_requests.TryGetValue(answer.Ticket.Number, out Request? request)) return;
        if (answer is Refused refused) request.Fail(Error(request, refused));
        else request.Succeed(answer);
        Remove(request);
    }

    private Exception Error(Request request, Refused refused)
    {
        if (refused.Kind != ErrorKind.Cancelled) return new ComputeException(refused.Kind, refused.Message);
        CancellationToken cause = Stopping.IsCancellationRequested ? Stopping : request.WithdrawnBy;
        return cause.IsCancellationRequested
            ? new OperationCanceledException(refused.Message, cause)
            : new ComputeException(ErrorKind.Closed, _whyClosed ?? refused.Message);
    }

    private void Remove(Request request)
    {
        if (_requests.TryRemove(request.Ticket.Number, out _)) StopIfDone();
    }

    private void StopIfDone()
    {
        if (_whyClosed is null || !_requests.IsEmpty || Interlocked.Exchange(ref _isStopped, 1) != 0) return;
        _engine.Stop(_self);
        _onStopped?.Invoke();
    }
}
