using System.Diagnostics.CodeAnalysis;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Services;

/// <summary>The arrays of all nodes. A process that shares memory reaches the client's from anywhere.</summary>
public sealed class SimulatedMemory(Simulator simulator)
{
    private readonly Dictionary<ArrayId, SimulatedArray> _arrays = [];

    /// <summary>All arrays that are not given back.</summary>
    public IEnumerable<SimulatedArray> Arrays => _arrays.Values;

    public bool TryFind(ArrayId id, [NotNullWhen(true)] out SimulatedArray? array) =>
        _arrays.TryGetValue(id, out array);

    public SimulatedArray Add(ArrayId id, DType type, long count, bool isMadeByAllocate)
    {
        var array = new SimulatedArray(id, type, count, isMadeByAllocate);
        if (!_arrays.TryAdd(id, array)) simulator.Violate("memory", $"array {MessageText.Of(id)} is made twice");
        return array;
    }

    public void Release(ArrayId id)
    {
        if (!_arrays.Remove(id, out SimulatedArray? array))
        {
            simulator.Violate("memory", $"array {MessageText.Of(id)} is given back, and does not exist");
        }

        array.IsReleased = true;
    }

    /// <summary>A process is gone, and its memory with it.</summary>
    public void Forget(ulong node)
    {
        foreach (ArrayId id in _arrays.Keys.Where(id => id.Node == node).ToList())
        {
            _arrays.Remove(id);
        }
    }

    /// <summary>An attempt stores a block.</summary>
    public void Write(SimulatedArray array, long block, ulong stamp, AttemptId attempt)
    {
        foreach (var oracle in simulator.Oracles) oracle.Writing(array, block, attempt);
        array.Stamps[block] = stamp;
    }

    /// <summary>The place of a slice's first block in its array.</summary>
    public long FirstBlock(in SliceRef slice, SimulatedArray array)
    {
        if (slice.Start < 0 || slice.Start % Block.Size != 0 || slice.Count < 0 || slice.Start > array.Count - slice.Count)
        {
            simulator.Violate("memory", $"slice {MessageText.Of(slice)} is not of an array of {array.Count} elements");
        }

        return slice.Start / Block.Size;
    }
}
