using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.CoordinationProtocol;
using static ActorCompute.Messages.LockProtocol;

namespace ActorCompute.Actors.Coordination;

/// <summary>
/// Keeps a lock: grants it to one request at a time in the order in which they came, and to the next when the
/// caller of the holder is gone.
/// </summary>
public sealed class LockKeeper : Keeper
{
    private readonly WaitingLine _line;
    private Ticket? _holder;
    private long _lastToken;

    /// <summary>Keeps a lock that is free.</summary>
    public LockKeeper()
        : this(new WaitingLine("the lock did not become free"))
    {
    }

    private LockKeeper(WaitingLine line)
        : base("the lock", line) => _line = line;

    private protected override void OnRequest(IActorContext context, object message)
    {
        switch (message)
        {
            case Acquire acquire when IsClosed:
                RefuseAsClosed(context, acquire.Ticket);
                break;
            case Acquire acquire when _holder is null:
                Grant(context, acquire.Ticket);
                break;
            case Acquire acquire:
                Wait(context, _line, acquire.Ticket, acquire.Timeout);
                break;
            case Release release when _holder == release.Holder:
                Answer(context, new Done(release.Ticket));
                Free(context);
                break;
            case Release release:
                Refuse(
                    context,
                    release.Ticket,
                    ErrorKind.NotHeld,
                    "the lock is not held by what releases it: its process ended, or it was released before");
                break;
        }
    }

    private protected override void OnCallerGone(IActorContext context, ActorRef caller)
    {
        if (_holder?.Caller == caller) Free(context);
    }

    private void Free(IActorContext context)
    {
        _holder = null;
        if (_line.TryTakeFirst(out Waiter next)) Grant(context, next.Ticket);
    }

    private void Grant(IActorContext context, Ticket ticket)
    {
        _holder = ticket;
        Watch(context, ticket.Caller);
        Answer(context, new Acquired(ticket, ++_lastToken));
    }
}
