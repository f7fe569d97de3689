using ActorCompute.Actors;
using ActorCompute.Actors.Working;
using ActorCompute.Engines.InProcess.Actors;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Engines.InProcess.Execution;
using ActorCompute.Messages;

namespace ActorCompute.Engines.Cluster.Nodes;

/// <summary>
/// What one client has on a worker node: an actor for each slot, which offers the slot to the client's
/// router, and what renews their leases. The threads behind the slots are shared with the sessions of other
/// clients.
/// </summary>
internal sealed class ClientSession
{
    // Enough for the next chunks to be on their way while one is computed, and for a job of small chunks to
    // be computed in batches.
    private const int ChunkCredit = 64;

    // The memory of the node is granted to each client in parts, so that so many may use all that they are
    // granted.
    private const int ClientsAtOnce = 4;

    private readonly NodeServices _services;
    private readonly Slot[] _slots;
    private readonly ActorRef[] _workers;
    private readonly ActorRef _renewer;
    private readonly ActorRef _drained;
    private readonly HashSet<ActorRef> _waitedFor;
    private int _undrained;

    /// <summary>Starts the client's workers, which offer themselves at once.</summary>
    /// <param name="services">What all sessions of the node share.</param>
    /// <param name="router">The client's router.</param>
    /// <param name="mapsSegments">True where the node can map the client's memory.</param>
    public ClientSession(NodeServices services, ActorRef router, bool mapsSegments)
    {
        _services = services;
        Client = router.Node;
        IActorHost host = services.Host;
        _slots = [.. Enumerable.Range(0, services.Slots).Select(index => new Slot(index))];
        foreach (Slot slot in _slots)
        {
            slot.Executor = host.AddService(_ => new SlotExecutor(host, slot, services.Threads).Handle);
        }

        _workers = [.. _slots.Select(slot => host.SpawnOfEngine(new Worker(new WorkerOptions
        {
            Node = host.Node,
            Router = router,
            Executor = slot.Executor,
            Transfers = services.Transfers,
            SharesMemory = false,
            MapsSegments = mapsSegments,
            ChunkCredit = ChunkCredit,
            ByteCredit = GrantOf(services.Ledger.Limit, services.Slots),
        })))];
        _waitedFor = [.. _workers];
        _undrained = _workers.Length;
        _drained = host.AddService(_ => (_, message) =>
        {
            if (message is WorkProtocol.WorkerDrained drained) OnDrained(drained.Worker);
        });
        _renewer = host.SpawnOfEngine(new LeaseRenewer(host.Node, router, _workers));
    }

    /// <summary>The client's process.</summary>
    public NodeId Client { get; }

    /// <summary>Stops what runs for the client, and frees what is kept for it once nothing writes to
    /// it.</summary>
    public void End()
    {
        IActorHost host = _services.Host;
        host.Stop(_renewer);
        host.Stop(_drained);
        foreach (ActorRef worker in _workers) host.Stop(worker);
        foreach (Slot slot in _slots)
        {
            slot.StopAll();
            host.Stop(slot.Executor);
            _services.Threads.Close(slot);
        }

        _services.Runner.End(job => job.Client == Client.Id);
        _services.Arrays.RemoveAllocated(
            array => _workers.Any(worker => ArrayNumbers.IsMadeBy(array, worker)));
    }

    /// <summary>What a node grants each worker of a client, in bytes.</summary>
    public static long GrantOf(long memoryBytes, int slots) => memoryBytes / slots / ClientsAtOnce;

    /// <summary>True once nothing runs for the client any more, and no result waits for it.</summary>
    public bool IsDrained => Volatile.Read(ref _undrained) == 0;

    /// <summary>Has the workers finish what they compute, and take nothing new. To be called until they
    /// have.</summary>
    public void Drain()
    {
        var drain = new WorkProtocol.DrainWorker(_drained);
        foreach (ActorRef worker in _workers) _services.Host.Send(worker, drain);
    }

    private void OnDrained(ActorRef worker)
    {
        lock (_waitedFor)
        {
            _waitedFor.Remove(worker);
            _undrained = _waitedFor.Count;
        }
    }
}

/// <summary>What the sessions of a worker node share.</summary>
/// <param name="Host">The actors.</param>
/// <param name="Arrays">The arrays.</param>
/// <param name="Ledger">What they occupy.</param>
/// <param name="Runner">Runs kernels.</param>
/// <param name="Threads">The threads that do.</param>
/// <param name="Transfers">The service that moves slices.</param>
/// <param name="Slots">How many kernels run at once.</param>
internal sealed record NodeServices(
    IActorHost Host,
    ArrayTable Arrays,
    MemoryLedger Ledger,
    KernelRunner Runner,
    QueuedThreads Threads,
    ActorRef Transfers,
    int Slots);
