using ActorCompute.Messages;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// What the executors of a node share: how many runs go on, and which worker has the node to itself or waits for
/// that. Whoever asks first has it first.
/// </summary>
public sealed class SimulatedGate
{
    private readonly List<(ActorRef Worker, int Number)> _asking = [];
    private ActorRef? _holder;
    private int _running;

    /// <summary>True where a run of the worker may begin.</summary>
    public bool IsOpenFor(ActorRef worker) => _holder is { } holder ? holder == worker : _asking.Count == 0;

    public void Begin() => _running++;

    public void End() => _running--;

    public void Ask(ActorRef worker, int number) => _asking.Add((worker, number));

    /// <summary>The worker has, and asks for, nothing any more.</summary>
    public void Free(ActorRef worker)
    {
        _asking.RemoveAll(one => one.Worker == worker);
        if (_holder == worker) _holder = null;
    }

    /// <summary>Gives the node to who asked first, if it is free: the worker, and the number of what it asked.</summary>
    public (ActorRef Worker, int Number)? Grant()
    {
        if (_holder is not null || _running > 0 || _asking.Count == 0) return null;
        (ActorRef Worker, int Number) first = _asking[0];
        _asking.RemoveAt(0);
        _holder = first.Worker;
        return first;
    }
}
