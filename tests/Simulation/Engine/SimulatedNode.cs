using ActorCompute.Actors;
using ActorCompute.Messages;
using ActorCompute.Simulation.Scenarios;

namespace ActorCompute.Simulation.Engine;

/// <summary>One life of a simulated process.</summary>
public sealed class SimulatedNode(Simulator simulator, int place, NodePlan plan, NodeId id)
{
    private const ulong FirstId = 0xA0;
    private const int BitsOfPlace = 16;

    // A number that actors which the node starts with never reach.
    private const int FirstVisitor = 1 << 20;

    private readonly List<SimulatedActor> _actors = [];
    private readonly Dictionary<int, SimulatedActor> _visitors = [];
    private long _pausedUntil;

    /// <summary>Which process of the scenario this is a life of.</summary>
    public int Place { get; } = place;

    /// <summary>What the scenario says of it.</summary>
    public NodePlan Plan { get; } = plan;

    public NodeId Id { get; } = id;

    public bool IsAlive { get; private set; } = true;

    public bool IsPaused => _pausedUntil > simulator.Now;

    /// <summary>How many times longer than planned a block takes here.</summary>
    public long SlowFactor { get; set; } = plan.SlowFactor;

    /// <summary>The id of the first process at a place.</summary>
    public static ulong IdOf(int place) => (ulong)place + FirstId;

    /// <summary>The id of a process that starts at the place of another one.</summary>
    public static ulong OtherIdOf(ulong id) => id + (1UL << BitsOfPlace);

    /// <summary>How many other ids there were at the place before this one.</summary>
    public static int IdsBefore(ulong id) => (int)(id >> BitsOfPlace);

    /// <summary>The place whose id it is.</summary>
    public static int PlaceOf(ulong id) => (int)((id & ((1UL << BitsOfPlace) - 1)) - FirstId);

    /// <summary>The reference of the next actor to be added.</summary>
    public ActorRef NextRef => new(Id, _actors.Count + 1);

    /// <summary>Adds an actor, which gets its first message in a moment.</summary>
    public ActorRef Add(IHandler handler)
    {
        var actor = new SimulatedActor(simulator, this, NextRef, simulator.Mutant.Wrap(handler));
        _actors.Add(actor);
        actor.Schedule(TimeSpan.Zero, Started.Instance);
        return actor.Self;
    }

    /// <summary>The reference that a visitor may have, by its own count from 1.</summary>
    public static ActorRef VisitorRef(NodeId node, int count) => new(node, FirstVisitor + count);

    /// <summary>
    /// Adds an actor that a program brings along, under a reference that it chose: of these there may be any
    /// number over time, so that nothing is kept of one that has ended.
    /// </summary>
    public void AddVisitor(ActorRef self, IHandler handler)
    {
        var actor = new SimulatedActor(simulator, this, self, handler);
        _visitors.Add(self.Number, actor);
        actor.Schedule(TimeSpan.Zero, Started.Instance);
    }

    /// <summary>The actor of this number, unless it has ended.</summary>
    public SimulatedActor? Find(int number)
    {
        if (!IsAlive) return null;
        if (number >= FirstVisitor) return _visitors.GetValueOrDefault(number);
        bool isThere = number >= 1 && number <= _actors.Count && !_actors[number - 1].IsStopped;
        return isThere ? _actors[number - 1] : null;
    }

    /// <summary>Ends an actor.</summary>
    public void Stop(ActorRef actor)
    {
        if (Find(actor.Number) is not { } ending) return;
        ending.IsStopped = true;
        simulator.Watches.ActorEnded(actor);
        if (_visitors.Remove(actor.Number)) simulator.Network.Forget(actor);
    }

    public void Crash() => IsAlive = false;

    /// <summary>Nothing of the node runs for a while, as after SIGSTOP; its memory stays mapped.</summary>
    public void Pause(long length)
    {
        long until = simulator.Now + length;
        if (until <= _pausedUntil) return;
        _pausedUntil = until;
        simulator.Events.At(until, Resume);
    }

    private void Resume()
    {
        if (!IsAlive || IsPaused) return;
        simulator.Trace?.Note($"node {Place} goes on");
        foreach (SimulatedActor actor in _actors.Concat(_visitors.Values)) actor.Mailbox.Resume();
    }
}
