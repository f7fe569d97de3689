using System.Diagnostics.CodeAnalysis;
using ActorCompute.Actors;
using ActorCompute.Messages;
using ActorCompute.Simulation.Faults;
using ActorCompute.Simulation.Mutants;
using ActorCompute.Simulation.Oracles;
using ActorCompute.Simulation.Scenarios;
using ActorCompute.Simulation.Services;
using static ActorCompute.Messages.TransferProtocol;

namespace ActorCompute.Simulation.Engine;

/// <summary>
/// One run of a scenario. The handlers are those of production, unmodified; everything around them is
/// simulated and decided by the scenario and its seed. Not thread safe; any number of simulators may run side
/// by side.
/// </summary>
public sealed class Simulator
{
    private readonly SimulatedNode?[] _nodes;
    private readonly uint[] _incarnations;
    private readonly Dictionary<JobId, HashSet<NodeId>> _killed = [];

    public Simulator(Scenario scenario, Mutant mutant, bool traces, Func<Simulator, Oracle>? oneMore = null)
    {
        var seed = new ScheduleRandom(scenario.Seed);
        Scenario = scenario;
        Mutant = mutant;
        Events = new EventQueue(seed.Fork());
        Delays = seed.Fork();
        HandlerBits = seed.Fork();
        Trace = traces ? new Trace(Events) : null;
        Network = new Network(this, scenario.Nodes.Count);
        Watches = new Watches(this);
        Memory = new SimulatedMemory(this);
        Liveness = new LivenessOracle(this);
        Oracles =
        [
            Liveness,
            new LeaseOracle(this),
            new CommitOracle(this),
            new ResultOracle(this),
            new CreditOracle(this),
            new LedgerOracle(this),
            new FailureOracle(this),
            new LeakOracle(this),
        ];
        if (oneMore is not null) Oracles = [.. Oracles, oneMore(this)];
        _nodes = new SimulatedNode?[scenario.Nodes.Count];
        _incarnations = new uint[scenario.Nodes.Count];
    }

    public Scenario Scenario { get; }

    public Mutant Mutant { get; }

    public EventQueue Events { get; }

    /// <summary>Chance of the network and of the services.</summary>
    public ScheduleRandom Delays { get; }

    /// <summary>Chance that handlers ask for.</summary>
    public ScheduleRandom HandlerBits { get; }

    public Trace? Trace { get; }

    public Network Network { get; }

    public Watches Watches { get; }

    public SimulatedMemory Memory { get; }

    public LivenessOracle Liveness { get; }

    public IReadOnlyList<Oracle> Oracles { get; }

    /// <summary>The actors of the client's node.</summary>
    public ClientActors Client { get; private set; } = null!;

    public long Now => Events.Now;

    /// <summary>The life of a node that is alive now, if one is.</summary>
    public SimulatedNode? NodeAt(int place) => _nodes[place] is { IsAlive: true } node ? node : null;

    public SimulatedActor? FindActor(ActorRef actor)
    {
        if (actor.Number == 0) return null;
        SimulatedNode? node = _nodes[Network.Place(actor)];
        return node?.Id == actor.Node ? node.Find(actor.Number) : null;
    }

    /// <summary>Runs the scenario to its end.</summary>
    /// <exception cref="ViolationException">An oracle saw something that must never happen.</exception>
    public void Run()
    {
        Start(0);
        for (int place = 1; place < _nodes.Length; place++)
        {
            int joining = place;
            Events.At(Scenario.Nodes[place].JoinsAt, () => Restart(joining));
        }

        foreach (Fault fault in Scenario.Faults)
        {
            Events.At(fault.At, () =>
            {
                Trace?.Note(fault.ToString());
                fault.Strike(this);
            });
        }

        var end = new RunEnd(this);
        while (!end.IsReached && Events.Step(end.Limit))
        {
        }

        foreach (Oracle oracle in Oracles) oracle.AtEnd();
    }

    public void Send(Envelope envelope)
    {
        foreach (Oracle oracle in Oracles) oracle.Sent(envelope);
        Trace?.Message("sends", envelope);
        if (envelope.Target.Number == 0) return;
        // Executors find arrays while transfers handle messages: one exists from the moment it is asked for.
        if (envelope.Message is Allocate made) Memory.Add(made.Array, made.Type, made.Count);
        // The program hears of the end of a job after its transfers do, although they are different actors.
        if (envelope.Message is EndJob ended) Memory.Abandon(ended.Abandoned);
        Network.Send(envelope);
    }

    public void Delivered(Envelope envelope)
    {
        Trace?.Message("gets", envelope);
        if (envelope.Message is Terminated) Watches.Told(envelope.Target);
        foreach (Oracle oracle in Oracles) oracle.Delivered(envelope);
    }

    [DoesNotReturn]
    public void Violate(string oracle, string message)
    {
        Trace?.Note($"VIOLATION {oracle}: {message}");
        throw new ViolationException(oracle, message);
    }

    /// <summary>What the scenario says of a job.</summary>
    public JobPlan Plan(JobId job) => Scenario.Jobs[(int)job.Number - 1];

    /// <summary>The process at a place dies; false where none is.</summary>
    public bool Crash(int place, long noticedAfter, bool isConfirmed)
    {
        if (NodeAt(place) is not { } node) return false;
        node.Crash();
        Memory.Forget(node.Id);
        if (Delays.Chance(50)) Network.LoseWhatIsOnItsWay(place);
        foreach (Oracle oracle in Oracles) oracle.Crashed(node);
        Watches.NodeLost(node.Id, isConfirmed, toldPlace: null, noticedAfter);
        return true;
    }

    /// <summary>A process starts at a place, unless one runs there.</summary>
    public void Restart(int place)
    {
        if (NodeAt(place) is null) Start(place);
    }

    /// <summary>A node and the client take each other for lost.</summary>
    public void OutOfReach(int place, long delay)
    {
        if (NodeAt(place) is not { } node) return;
        Watches.NodeLost(node.Id, processDied: false, toldPlace: 0, delay);
        Watches.NodeLost(NodeAt(0)!.Id, processDied: false, toldPlace: place, delay);
    }

    /// <summary>True where the attempt's chunk is one that kills nodes: then this one is dead now.</summary>
    public bool KillsNode(AttemptId attempt, SimulatedNode node)
    {
        JobPlan plan = Plan(attempt.Job);
        if (plan.KillingChunk != attempt.Chunk || node.Place == 0) return false;
        if (!_killed.TryGetValue(attempt.Job, out HashSet<NodeId>? killed))
        {
            _killed[attempt.Job] = killed = [];
        }
        if (killed.Count >= plan.Kills) return false;
        killed.Add(node.Id);
        Trace?.Note($"{attempt} kills node {node.Place}");
        Crash(node.Place, 10 * Duration.Millisecond, isConfirmed: true);
        Events.After(50 * Duration.Millisecond, () => Restart(node.Place));
        return true;
    }

    private void Start(int place)
    {
        var node = new SimulatedNode(this, place, Scenario.Nodes[place], ++_incarnations[place]);
        _nodes[place] = node;
        Trace?.Note($"node {place} starts as {node.Id}");
        if (place == 0) Client = ClientActors.Add(this, node);
        WorkerActors.Add(this, node, Client);
    }
}
