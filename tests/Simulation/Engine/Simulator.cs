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
    private readonly Dictionary<int, ClientActors> _clients = [];
    private readonly Dictionary<JobId, HashSet<NodeId>> _killed = [];
    private readonly Dictionary<NodeId, AttemptId> _killers = [];

    /// <param name="scenario">What the run is decided by.</param>
    /// <param name="mutant">A planted bug, or none.</param>
    /// <param name="traces">True to keep what happens, a line an event.</param>
    /// <param name="oneMore">An oracle besides the simulator's own.</param>
    /// <param name="elements">
    /// What the arrays hold, where that is more than stamps: then whoever made it looks at the results, and
    /// the oracles are those that need messages only, not what the scenario says of its jobs.
    /// </param>
    public Simulator(
        Scenario scenario,
        Mutant mutant,
        bool traces,
        Func<Simulator, Oracle>? oneMore = null,
        Func<Simulator, IElements>? elements = null)
    {
        var seed = new ScheduleRandom(scenario.Seed);
        Scenario = scenario;
        Mutant = mutant;
        Events = new EventQueue(seed.Fork());
        Delays = seed.Fork();
        HandlerBits = seed.Fork();
        Trace = traces ? new Trace(Events) : null;
        _nodes = new SimulatedNode?[scenario.SeedPlace + 1];
        Network = new Network(this, _nodes.Length);
        Watches = new Watches(this);
        Memory = new SimulatedMemory(this);
        Liveness = new LivenessOracle(this);
        Elements = elements?.Invoke(this) ?? new StampedElements(this);
        Oracles = elements is null
            ?
            [
                Liveness,
                new LeaseOracle(this),
                new CommitOracle(this),
                new ResultOracle(this),
                new CreditOracle(this),
                new LedgerOracle(this),
                new FailureOracle(this),
                new LeakOracle(this),
                new MembershipOracle(this),
            ]
            :
            [
                new CommitOracle(this),
                new CreditOracle(this),
                new LedgerOracle(this),
                new MembershipOracle(this),
            ];
        if (oneMore is not null) Oracles = [.. Oracles, oneMore(this)];
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

    /// <summary>What the arrays hold and kernels compute.</summary>
    public IElements Elements { get; }

    /// <summary>The arrays of <see cref="StampedElements"/>, and of the scenario's programs.</summary>
    public SimulatedMemory Memory { get; }

    public LivenessOracle Liveness { get; }

    public IReadOnlyList<Oracle> Oracles { get; }

    /// <summary>When a chunk last killed a node; null before the first.</summary>
    public long? KilledAt { get; private set; }

    public long Now => Events.Now;

    /// <summary>The life of a node that is alive now, if one is.</summary>
    public SimulatedNode? NodeAt(int place) => _nodes[place] is { IsAlive: true } node ? node : null;

    /// <summary>True where the process is alive, in this life.</summary>
    public bool IsAlive(NodeId node) => NodeAt(Network.Place(node))?.Id == node;

    /// <summary>True for a life of a client's process.</summary>
    public bool IsOfClient(NodeId node) => Scenario.Plan(Network.Place(node)).Role == NodeRole.Client;

    /// <summary>The processes of a role that are alive.</summary>
    public IEnumerable<SimulatedNode> Living(NodeRole role)
    {
        for (int place = 0; place < _nodes.Length; place++)
        {
            if (NodeAt(place) is { } node && node.Plan.Role == role) yield return node;
        }
    }

    /// <summary>The actors of the client at a place.</summary>
    public ClientActors ClientAt(int place) => _clients[place];

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
        Start();
        var end = new RunEnd(this);
        while (!end.IsReached && Events.Step(end.Limit))
        {
        }

        foreach (Oracle oracle in Oracles) oracle.AtEnd();
    }

    /// <summary>
    /// Puts into the queue what the scenario begins with. Whoever does not <see cref="Run"/> steps through the
    /// events.
    /// </summary>
    public void Start()
    {
        Restart(Scenario.SeedPlace);
        for (int place = 0; place < Scenario.Nodes.Count; place++)
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
    }

    public void Send(Envelope envelope)
    {
        foreach (Oracle oracle in Oracles) oracle.Sent(envelope);
        Trace?.Message("sends", envelope);
        if (envelope.Target.Number == 0) return;
        // Executors find arrays while transfers handle messages: one exists from the moment it is asked for.
        if (envelope.Message is Allocate asked) Elements.Allocate(asked, envelope.Target);

        // The program hears of the end of a job after its transfers do, although they are different actors.
        if (envelope.Message is EndJob ended) Elements.EndJob(ended, envelope.Target);
        Network.Send(envelope);
    }

    /// <summary>A message has come to its receiver's node.</summary>
    public void Arrive(Envelope envelope)
    {
        if (FindActor(envelope.Target) is { } actor) actor.Deliver(envelope);
        else Drop(envelope);
    }

    /// <summary>A message reaches nobody.</summary>
    public void Drop(Envelope envelope)
    {
        Trace?.Message("drops", envelope);
        if (envelope.Message is Terminated) Watches.Told(envelope.Target);
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

    /// <summary>True where the node at a place is planned to refuse a job; jobs that have no plan are taken.</summary>
    public bool Refuses(JobId job, int place) =>
        job.Number <= Scenario.Jobs.Count && Plan(job).RefusingPlaces.Contains(place);

    /// <summary>The job of a plan.</summary>
    public static JobId JobOf(JobPlan plan) => new(SimulatedNode.IdOf(plan.Client), plan.Number);

    /// <summary>The process at a place dies; false where none is.</summary>
    public bool Crash(int place, long noticedAfter, bool isConfirmed)
    {
        if (NodeAt(place) is not { } node) return false;
        node.Crash();
        Elements.Forget(node.Id);
        if (Delays.Chance(50)) Network.LoseWhatIsOnItsWay(place);
        foreach (Oracle oracle in Oracles) oracle.Crashed(node);
        Watches.NodeLost(node.Id, isConfirmed, toldPlace: null, noticedAfter);
        return true;
    }

    /// <summary>
    /// A process starts at a place, unless one runs there: of the same id as the one before, or of another.
    /// </summary>
    public void Restart(int place)
    {
        if (NodeAt(place) is not null) return;
        NodeId id = _nodes[place]?.Id switch
        {
            null => new NodeId(SimulatedNode.IdOf(place), 1),
            { } before when Delays.Chance(50) => before with { Incarnation = before.Incarnation + 1 },
            { } before => new NodeId(SimulatedNode.OtherIdOf(before.Id), 1),
        };
        var node = new SimulatedNode(this, place, Scenario.Plan(place), id);
        _nodes[place] = node;
        Trace?.Note($"{node.Plan.Role} at place {place} starts as {MessageText.Of(id)}");
        if (node.Plan.Role == NodeRole.Client) _clients[place] = ClientActors.Add(this, node);
        else if (node.Plan.Role == NodeRole.Worker) WorkerActors.Add(this, node);
        else SeedActors.Add(this, node);
    }

    /// <summary>A process ends for an error of its own, and whoever looks after it starts it again.</summary>
    public void EndAndRestart(int place)
    {
        Crash(place, Duration.Millisecond, isConfirmed: true);
        Events.After(Duration.Second, () => Restart(place));
    }

    /// <summary>Two places take each other for lost, each after a time of its own.</summary>
    public void OutOfReach(int place, int peer, long noticedAfter, long peerNoticesAfter)
    {
        if (NodeAt(place) is not { } node || NodeAt(peer) is not { } other) return;
        Watches.NodeLost(node.Id, processDied: false, toldPlace: peer, peerNoticesAfter);
        Watches.NodeLost(other.Id, processDied: false, toldPlace: place, noticedAfter);
    }

    /// <summary>The attempt whose chunk killed a node, if one did.</summary>
    public AttemptId? KillerOf(NodeId node) => _killers.TryGetValue(node, out AttemptId killer) ? killer : null;

    /// <summary>True where the attempt's chunk is one that kills nodes: then this one is dead now.</summary>
    public bool KillsNode(AttemptId attempt, SimulatedNode node)
    {
        JobPlan plan = Plan(attempt.Job);
        if (plan.KillingChunk != attempt.Chunk || node.Plan.Role == NodeRole.Client) return false;
        if (!_killed.TryGetValue(attempt.Job, out HashSet<NodeId>? killed))
        {
            _killed[attempt.Job] = killed = [];
        }
        if (killed.Count >= plan.Kills) return false;
        killed.Add(node.Id);
        _killers[node.Id] = attempt;
        KilledAt = Now;
        Trace?.Note($"{attempt} kills node {node.Place}");
        Crash(node.Place, 10 * Duration.Millisecond, isConfirmed: true);
        Events.After(50 * Duration.Millisecond, () => Restart(node.Place));
        return true;
    }
}
