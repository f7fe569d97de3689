using ActorCompute.Actors;
using ActorCompute.Messages;
using ActorCompute.Simulation.Scenarios;

namespace ActorCompute.Simulation.Engine;

/// <summary>One life of a simulated process.</summary>
public sealed class SimulatedNode(Simulator simulator, int place, NodePlan plan, NodeId id)
{
    private const ulong FirstId = 0xA0;
    private const int BitsOfPlace = 16;

    private readonly List<SimulatedActor> _actors = [];
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

    /// <summary>The actor of this number, unless it has ended.</summary>
    public SimulatedActor? Find(int number) =>
        IsAlive && number >= 1 && number <= _actors.Count && !_actors[number - 1].IsStopped
            ? _actors[number - 1]
            : null;

    /// <summary>Ends an actor.</summary>
    public void Stop(ActorRef actor)
    {
        _actors[actor.Number - 1].IsStopped = true;
        simulator.Watches.ActorEnded(actor);
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
        foreach (SimulatedActor actor in _actors) actor.Mailbox.Resume();
    }
}
