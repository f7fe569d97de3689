using System.Diagnostics.CodeAnalysis;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Simulation.Engine;

namespace ActorCompute.Simulation.Services;

/// <summary>
/// The arrays of all nodes. A process that shares memory reaches the client's from anywhere.
/// </summary>
public sealed class SimulatedMemory(Simulator simulator)
{
    private readonly Dictionary<ArrayId, SimulatedArray> _arrays = [];

    private readonly HashSet<ArrayId> _abandoned = [];

    /// <summary>All arrays that are neither given back nor abandoned.</summary>
    public IEnumerable<SimulatedArray> Arrays =>
        _arrays.Values.Where(array => !_abandoned.Contains(array.Id));

    public bool TryFind(ArrayId id, [NotNullWhen(true)] out SimulatedArray? array) =>
        _arrays.TryGetValue(id, out array);

    /// <summary>Makes an array.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="type">The dtype.</param>
    /// <param name="count">Elements.</param>
    /// <param name="transfers">Whose array it is, if it is not a program's.</param>
    public SimulatedArray Add(ArrayId id, DType type, long count, ActorRef transfers = default)
    {
        var array = new SimulatedArray(id, type, count) { Transfers = transfers };
        if (!_arrays.TryAdd(id, array))
        {
            simulator.Violate("memory", $"array {MessageText.Of(id)} is made twice");
        }
        return array;
    }

    /// <summary>
    /// Attempts that do not answer may still write to these slices: their arrays are never reused.
    /// </summary>
    public void Abandon(IReadOnlyList<SliceRef> slices) =>
        _abandoned.UnionWith(slices.Select(slice => slice.Array));

    /// <summary>Gives an array back, unless it is abandoned.</summary>
    public void Release(ArrayId id)
    {
        if (_abandoned.Contains(id)) return;
        if (!_arrays.Remove(id, out SimulatedArray? array))
        {
            simulator.Violate("memory", $"array {MessageText.Of(id)} is given back, and does not exist");
        }

        array.IsReleased = true;
    }

    /// <summary>Gives all arrays of transfers back.</summary>
    public void ReleaseAll(ActorRef transfers)
    {
        foreach (SimulatedArray array in _arrays.Values.Where(one => one.Transfers == transfers).ToList())
        {
            Release(array.Id);
        }
    }

    /// <summary>A process is gone, and its memory with it.</summary>
    public void Forget(NodeId node)
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
        bool isOfArray = slice.Start >= 0 && slice.Count >= 0 && slice.Start <= array.Count - slice.Count;
        if (!isOfArray || slice.Start % Block.Size != 0)
        {
            simulator.Violate(
                "memory", $"slice {MessageText.Of(slice)} is not of an array of {array.Count} elements");
        }

        return slice.Start / Block.Size;
    }
}
