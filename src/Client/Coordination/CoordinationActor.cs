using ActorCompute.Actors.Coordination;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.CoordinationProtocol;

namespace ActorCompute.Client.Coordination;

/// <summary>
/// What <see cref="ActorLock"/> and <see cref="ActorQueue{T}"/> have in common: each is the face of an actor
/// that lives in the process that made it. Thread safe.
/// </summary>
/// <remarks>
/// Every call ends: with its result, when its timeout passes (<see cref="ErrorKind.Timeout"/>), when its
/// token is cancelled (<see cref="OperationCanceledException"/>), when the <see cref="ActorProcess"/> that
/// calls is terminated (likewise), or when the object or the cluster is disposed (<see
/// cref="ErrorKind.Closed"/>). A call that was cancelled, or timed out, had no effect, and has none later.
/// </remarks>
public abstract class CoordinationActor : IAsyncDisposable, IDisposable
{
    private readonly string _name;
    private int _disposals;

    /// <param name="cluster">Where the actor lives.</param>
    /// <param name="name">As messages name it: <c>the lock</c>.</param>
    /// <param name="keeper">The actor.</param>
    private protected CoordinationActor(ComputeCluster cluster, string name, Keeper keeper)
    {
        Cluster = cluster;
        _name = name;
        Actor = cluster.Engine.SpawnOfEngine(keeper);
    }

    /// <summary>The actor's reference.</summary>
    internal ActorRef Actor { get; }

    /// <summary>Where it lives.</summary>
    internal ComputeCluster Cluster { get; }

    private bool IsDisposed => Volatile.Read(ref _disposals) > 0;

    /// <summary>
    /// Ends the actor: who waits, and who comes later, gets <see cref="ErrorKind.Closed"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1) return;
        await CloseAsync(Cluster.CoordinationPort).ConfigureAwait(false);
        Cluster.Engine.Stop(Actor);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Reads an answer that says nothing.</summary>
    private protected static bool ReadDone(ICoordinationAnswer answer) => answer is Done;

    /// <summary>Makes a request in the name of the process that calls.</summary>
    private protected Request<T> Open<T>(
        Func<ICoordinationAnswer, T> read, CancellationToken cancellationToken = default)
    {
        if (IsDisposed) throw Disposed();
        cancellationToken.ThrowIfCancellationRequested();
        CoordinationPort port = ActorProcess.PortOfCaller(Cluster);
        port.Stopping.ThrowIfCancellationRequested();
        return port.Open(Actor, read);
    }

    /// <summary>Makes a request in nobody's name, for what may be said by whoever knows its ticket.</summary>
    private protected Request<T> OpenForAnyone<T>(Func<ICoordinationAnswer, T> read) =>
        IsDisposed ? throw Disposed() : Cluster.CoordinationPort.Open(Actor, read);

    /// <summary>Posts a request and waits for its answer.</summary>
    private protected T Ask<T>(
        Request<T> request, object message, CancellationToken cancellationToken = default)
    {
        Post(request, message);
        if (request.Task.IsCompleted) return request.Task.GetAwaiter().GetResult();
        using CancellationTokenRegistration byCaller = request.WithdrawWhen(cancellationToken);
        using CancellationTokenRegistration byProcess = request.WithdrawWhen(request.Port.Stopping);
        return request.Task.GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="Ask"/>, without a thread that waits.</summary>
    private protected ValueTask<T> AskAsync<T>(
        Request<T> request, object message, CancellationToken cancellationToken)
    {
        Post(request, message);
        return request.Task.IsCompleted
            ? new ValueTask<T>(request.Task)
            : new ValueTask<T>(AwaitAsync(request, cancellationToken));
    }

    private static async Task<T> AwaitAsync<T>(Request<T> request, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration byCaller = request.WithdrawWhen(cancellationToken);
        using CancellationTokenRegistration byProcess = request.WithdrawWhen(request.Port.Stopping);
        return await request.Task.ConfigureAwait(false);
    }

    private void Post(Request request, object message)
    {
        request.Port.Post(request, message);

        // Disposed meanwhile: the actor may be gone, and what is sent to it is dropped.
        if (IsDisposed) request.Port.Fail(request, Disposed());
    }

    private ComputeException Disposed() => new(ErrorKind.Closed, $"{_name} is disposed: make another one");

    /// <summary>Has the actor refuse everything, and waits until it does.</summary>
    private async Task CloseAsync(CoordinationPort port)
    {
        Request<bool> request;
        try
        {
            request = port.Open(Actor, ReadDone);
        }
        catch (ComputeException closed) when (closed.Kind == ErrorKind.Closed)
        {
            // The cluster was disposed before, and nothing waits any more.
            return;
        }

        port.Post(request, new Close(request.Ticket));
        await ((Task)request.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
