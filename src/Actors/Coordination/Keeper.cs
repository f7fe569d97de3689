using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.CoordinationProtocol;

namespace ActorCompute.Actors.Coordination;

/// <summary>
/// What the keepers of locks and queues have in common: requests wait in lines, and leave them when they are
/// met, when their time has passed, when they are withdrawn, when their caller is gone, or when the keeper
/// closes. Each request gets exactly one answer, unless its caller is gone.
/// </summary>
public abstract class Keeper : IHandler
{
    private readonly WaitingLine[] _lines;
    private readonly string _name;
    private readonly Alarm _alarm = new();
    private readonly HashSet<ActorRef> _watched = [];

    /// <param name="name">What is kept, as messages name it: <c>the lock</c>.</param>
    /// <param name="lines">All lines in which requests wait.</param>
    private protected Keeper(string name, params WaitingLine[] lines) => (_name, _lines) = (name, lines);

    private protected bool IsClosed { get; private set; }

    /// <inheritdoc/>
    public void Receive(IActorContext context, object message)
    {
        switch (message)
        {
            case Withdraw withdraw:
                if (!_lines.Any(line => line.Remove(withdraw.Ticket))) break;
                Refuse(context, withdraw.Ticket, ErrorKind.Cancelled, $"the wait for {_name} was cancelled");
                break;
            case Alarm.Rang:
                OnRang(context);
                break;
            case Terminated terminated:
                OnTerminated(context, terminated.Actor);
                break;
            case Close close:
                OnClose(context, close);
                break;
            default:
                OnRequest(context, message);
                break;
        }
    }

    private protected abstract void OnRequest(IActorContext context, object message);

    /// <summary>A caller is gone; none of its requests waits any more.</summary>
    private protected virtual void OnCallerGone(IActorContext context, ActorRef caller)
    {
    }

    private protected static void Answer(IActorContext context, ICoordinationAnswer answer) =>
        context.Send(answer.Ticket.Caller, answer);

    private protected static void Refuse(
        IActorContext context, Ticket ticket, ErrorKind kind, string message) =>
        Answer(context, new Refused(ticket, kind, message));

    private protected void RefuseAsClosed(IActorContext context, Ticket ticket) =>
        Refuse(context, ticket, ErrorKind.Closed, $"{_name} is closed: make another one");

    /// <summary>Has a request wait, unless it does not want to.</summary>
    private protected void Wait(
        IActorContext context, WaitingLine line, Ticket ticket, TimeSpan? timeout, object? item = null)
    {
        long deadline = timeout is { } longest ? context.Now + Clock.Nanoseconds(longest) : long.MaxValue;
        var waiter = new Waiter(ticket, timeout, deadline, item);
        if (timeout <= TimeSpan.Zero)
        {
            RefuseAsLate(context, line, waiter);
            return;
        }

        Watch(context, ticket.Caller);
        line.Add(waiter);
        _alarm.Set(context, deadline);
    }

    /// <summary>
    /// Sees to it that the keeper hears when a caller is gone. There is no way to take that back.
    /// </summary>
    private protected void Watch(IActorContext context, ActorRef caller)
    {
        if (_watched.Add(caller)) context.Watch(caller);
    }

    private void OnClose(IActorContext context, Close close)
    {
        IsClosed = true;
        foreach (WaitingLine line in _lines)
        {
            foreach (Waiter waiter in line.TakeAll(_ => true)) RefuseAsClosed(context, waiter.Ticket);
        }

        Answer(context, new Done(close.Ticket));
    }

    private void OnTerminated(IActorContext context, ActorRef caller)
    {
        _watched.Remove(caller);
        foreach (WaitingLine line in _lines) line.TakeAll(waiter => waiter.Ticket.Caller == caller);
        OnCallerGone(context, caller);
    }

    private void OnRang(IActorContext context)
    {
        _alarm.OnRang();
        foreach (WaitingLine line in _lines)
        {
            foreach (Waiter late in line.TakeAll(waiter => waiter.Deadline <= context.Now))
            {
                RefuseAsLate(context, line, late);
            }

            _alarm.Set(context, line.EarliestDeadline);
        }
    }

    private static void RefuseAsLate(IActorContext context, WaitingLine line, in Waiter waiter) => Refuse(
        context,
        waiter.Ticket,
        ErrorKind.Timeout,
        $"{line.WhatIsAwaited} within {waiter.Timeout?.TotalSeconds} s: wait longer, or see who is slow");
}
