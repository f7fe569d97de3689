using ActorCompute.Messages;

namespace ActorCompute.Client.Coordination;

/// <summary>A request to a coordination actor that has not been answered yet. Thread safe.</summary>
internal abstract class Request(CoordinationPort port, ActorRef target)
{
    private CancellationToken _withdrawnBy;

    /// <summary>Where it was made, and its answer comes to.</summary>
    public CoordinationPort Port => port;

    /// <summary>The actor that is asked.</summary>
    public ActorRef Target => target;

    /// <summary>How the answer will name it.</summary>
    public Ticket Ticket { get; set; }

    /// <summary>The token that cancelled it, if one did.</summary>
    public CancellationToken WithdrawnBy => _withdrawnBy;

    /// <summary>Hands the answer to who waits for it; never runs code of the program.</summary>
    public abstract void Succeed(ICoordinationAnswer answer);

    /// <summary>Fails; does nothing to a request that is answered.</summary>
    public abstract void Fail(Exception error);

    /// <summary>
    /// Gives the request up when a token is cancelled. It then ends by the actor's word alone, so that a lock
    /// or an item that was on its way is not lost.
    /// </summary>
    public CancellationTokenRegistration WithdrawWhen(CancellationToken token) => token.UnsafeRegister(
        static (request, token) =>
        {
            var withdrawn = (Request)request!;
            withdrawn._withdrawnBy = token;
            withdrawn.Port.Withdraw(withdrawn);
        },
        this);
}

/// <summary>A request whose answer is read as a <typeparamref name="T"/>.</summary>
internal sealed class Request<T>(CoordinationPort port, ActorRef target, Func<ICoordinationAnswer, T> read)
    : Request(port, target)
{
    // Continuations are the program's code, and must not run inside an actor.
    private readonly TaskCompletionSource<T> _completion =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _completion.Task;

    public override void Succeed(ICoordinationAnswer answer) => _completion.TrySetResult(read(answer));

    public override void Fail(Exception error)
    {
        if (error is OperationCanceledException cancel) _completion.TrySetCanceled(cancel.CancellationToken);
        else _completion.TrySetException(error);
    }
}
