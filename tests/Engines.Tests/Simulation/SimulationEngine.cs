using ActorCompute.Actors;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;
using ActorCompute.Simulation.Faults;
using ActorCompute.Simulation.Mutants;
using ActorCompute.Simulation.Scenarios;

namespace ActorCompute.Engines.Tests.Simulation;

/// <summary>
/// The simulator as an engine: a seed node, a client, and two worker nodes, of which one reaches the client's
/// memory and the other fetches, with the routers, workers, aggregators and membership of production, virtual
/// time, and real kernels over real arrays. One schedule seed decides every delay. What is not the seed's to
/// decide is when, while a job is open, threads of the program say something. Thread safe.
/// </summary>
internal sealed class SimulationEngine : IEngine
{
    /// <summary>
    /// The virtual moment, in nanoseconds, before which nobody hears of the program: all nodes have joined.
    /// </summary>
    public const long StartsAt = 2 * Duration.Second;

    /// <summary>The place of the worker node that reaches the client's memory.</summary>
    public const int SharingPlace = 1;

    /// <summary>The place of the worker node that fetches.</summary>
    public const int FetchingPlace = 2;

    private const int ClientPlace = 0;

    private readonly ulong _seed;
    private readonly Simulator _simulator;
    private readonly SimulatedNode _process;
    private readonly ArrayTable _arrays;
    private readonly VirtualTime _time;
    private OpenJobs? _jobs;
    private ComputedElements? _elements;
    private int _actors;
    private int _isDisposed;

    /// <summary>Starts the cluster.</summary>
    /// <param name="seed">The schedule seed.</param>
    /// <param name="slots">How many kernels run at once, on both worker nodes; one each at least.</param>
    /// <param name="faults">What goes wrong.</param>
    public SimulationEngine(ulong seed, int slots, params IReadOnlyList<Fault> faults)
    {
        _seed = seed;
        int fetchingSlots = Math.Max(1, slots / 2);
        int sharingSlots = Math.Max(1, slots - fetchingSlots);
        Slots = sharingSlots + fetchingSlots;
        var scenario = new Scenario
        {
            Seed = seed,
            Nodes =
            [
                new NodePlan { Role = NodeRole.Client, Slots = 0 },
                new NodePlan { Slots = sharingSlots, SharesMemory = true },
                new NodePlan { Slots = fetchingSlots },
            ],
            Jobs = [],
            Faults = faults,
        };
        Node = new NodeId(SimulatedNode.IdOf(ClientPlace), 1);
        _arrays = new ArrayTable(Node);
        _simulator = new Simulator(
            scenario,
            Mutant.None(),
            traces: false,
            simulator => _jobs = new OpenJobs(simulator),
            simulator => _elements = new ComputedElements(simulator, Node, _arrays));
        _simulator.Start();
        while (_simulator.Events.Step(StartsAt))
        {
        }

        _process = _simulator.NodeAt(ClientPlace)!;
        Router = _simulator.ClientAt(ClientPlace).Router;
        Workers = [.. _simulator.Living(NodeRole.Worker).Select(node => node.Id)];
        _time = new VirtualTime(_simulator, _jobs!);
    }

    /// <inheritdoc/>
    public event Action<ActorFailure>? ActorFailed;

    /// <inheritdoc/>
    public string Name => "simulation";

    /// <inheritdoc/>
    public NodeId Node { get; }

    /// <summary>The worker nodes that the cluster started with.</summary>
    public IReadOnlyList<NodeId> Workers { get; }

    /// <inheritdoc/>
    public ActorRef Router { get; }

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public bool IsLocal => false;

    /// <inheritdoc/>
    public long MostChunkBytes => _simulator.Scenario.Plan(FetchingPlace).ByteCredit;

    /// <inheritdoc/>
    public IArrayTable Arrays => _arrays;

    /// <summary>How many arrays there are, on all nodes, once everything is at rest.</summary>
    public int ArrayCount
    {
        get
        {
            WaitForRest();
            return _arrays.Count + _elements!.ArraysOfWorkers;
        }
    }

    /// <summary>The virtual time, in nanoseconds, once everything is at rest.</summary>
    public long Now
    {
        get
        {
            WaitForRest();
            return _simulator.Now;
        }
    }

    /// <summary>Lets virtual time pass, with whatever happens meanwhile.</summary>
    public void Pass(TimeSpan time)
    {
        _time.Post(() => _time.StayAwakeUntil(_simulator.Now + Duration.Of(time)));
        WaitForRest();
    }

    /// <inheritdoc/>
    public ActorRef Spawn(IHandler handler) => Spawn(handler, isOfEngine: false);

    /// <inheritdoc/>
    public ActorRef SpawnOfEngine(IHandler handler) => Spawn(handler, isOfEngine: true);

    /// <inheritdoc/>
    public void Stop(ActorRef actor) => _time.Post(() => _process.Stop(actor));

    /// <inheritdoc/>
    public void Send(ActorRef target, object message, ActorRef sender = default) => _time.Post(() =>
    {
        _time.StayAwakeUntil(_simulator.Now + VirtualTime.Rest);
        _simulator.Send(new Envelope(sender, target, message));
    });

    /// <inheritdoc/>
    public void SendAndHelp(ActorRef target, object message, IHelpUntil until)
    {
        Send(target, message);
        while (!until.IsOver) until.Wait(Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the simulation.</summary>
    /// <exception cref="InvalidOperationException">
    /// It came to its end before: an actor of the engine threw, or an oracle saw a promise broken.
    /// </exception>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return ValueTask.CompletedTask;
        _time.Dispose();
        _elements!.ForgetAll();
        _arrays.Clear();
        ThrowIfBroken();
        return ValueTask.CompletedTask;
    }

    private ActorRef Spawn(IHandler handler, bool isOfEngine)
    {
        ActorRef self = SimulatedNode.VisitorRef(Node, Interlocked.Increment(ref _actors));
        var actor = new ProgramActor(handler, _time.StayAwakeUntil, (failing, error) =>
        {
            _process.Stop(failing);
            ActorFailed?.Invoke(new ActorFailure(failing, isOfEngine, error));
        });
        _time.Post(() => _process.AddVisitor(self, actor));
        return self;
    }

    private void WaitForRest()
    {
        _time.WaitForRest(Deadlines.Generous);
        ThrowIfBroken();
    }

    private void ThrowIfBroken()
    {
        if (_time.Error is not { } error) return;
        string what = error is ViolationException violation
            ? $"the promise of {violation.Oracle}"
            : "the engine";
        throw new InvalidOperationException(
            $"schedule seed {_seed} breaks {what} at {_simulator.Now / 1e9} s: {error.Message}", error);
    }
}
