using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Engines.InProcess.Data;

/// <summary>The arrays of a node by id.</summary>
/// <param name="node">The node.</param>
/// <param name="ledger">Bounds what actors make; null for no bound.</param>
/// <param name="memory">Where arrays are made; null for memory of this process alone.</param>
internal sealed class ArrayTable(
    NodeId node, MemoryLedger? ledger = null, IArrayMemory? memory = null) : IArrayTable
{
    private readonly IArrayMemory _memory = memory ?? PrivateMemory.Instance;
    private readonly ConcurrentDictionary<ArrayId, TableEntry> _entries = new();
    private long _last;

    public int Count => _entries.Count;

    public ArrayId Add(ElementSource source) => Add(new TableEntry(source, null));

    public ArrayId Add(ElementTarget target) => Add(new TableEntry(null, target));

    /// <summary>
    /// Makes an array under an id that an actor made; null if it did, else why there is no memory.
    /// </summary>
    public string? TryAllocate(ArrayId id, DType type, long count)
    {
        long bytes = count * type.ItemSize();
        if (ledger?.TryEnter(bytes) == false)
        {
            return $"{bytes} bytes are more than is left of the node's {ledger.Limit}, "
                + $"{ledger.InUse} of which are in use";
        }

        try
        {
            ComputeArray array = _memory.Create(new ArrayDescription(type, new Shape(count)));
            var entry = new TableEntry(new ArraySource(array), new ArrayTarget(array))
            {
                IsAllocated = true,
                Released = ledger is null ? null : () => ledger.Leave(bytes),
            };
            _entries[id] = entry;
            array.Dispose();
            return null;
        }
        catch (ComputeException error)
        {
            ledger?.Leave(bytes);
            return error.Message;
        }
    }

    public ComputeArray Create(ArrayDescription description) => _memory.Create(description);

    public InputSource SourceOf(ArrayId array, ElementSource source) => _memory.SourceOf(array, source);

    public SegmentRef? SegmentOf(ElementTarget target) => _memory.SegmentOf(target);

    public OutputFile? FileOf(ElementTarget target) => _memory.FileOf(target);

    public void Abandon(ComputeArray array) => _memory.Abandon(array);

    public void Remove(ArrayId array)
    {
        if (_entries.TryRemove(array, out TableEntry? entry)) entry.Release();
    }

    /// <summary>Takes an array out if an actor allocated it.</summary>
    public void RemoveAllocated(ArrayId array)
    {
        if (_entries.TryGetValue(array, out TableEntry? entry) && entry.IsAllocated) Remove(array);
    }

    public void Copy(SliceRef slice, ElementTarget target, long start)
    {
        if (!TryUse(slice.Array, out TableEntry? entry))
        {
            throw new ComputeException(
                ErrorKind.InputChanged, "an array to copy is not in the table any more");
        }

        try
        {
            entry.CopyTo(target, start, slice);
        }
        finally
        {
            entry.Release();
        }
    }

    /// <summary>Finds an array and adds a reference to it.</summary>
    public bool TryUse(ArrayId array, [NotNullWhen(true)] out TableEntry? entry) =>
        _entries.TryGetValue(array, out entry) && entry.TryAddReference();

    /// <summary>Takes out everything that an actor made under ids of a kind.</summary>
    public void RemoveAllocated(Predicate<ArrayId> isMeant)
    {
        foreach (ArrayId array in _entries.Keys)
        {
            if (isMeant(array)) RemoveAllocated(array);
        }
    }

    /// <summary>Disposes everything that no job uses.</summary>
    public void Clear()
    {
        foreach (ArrayId array in _entries.Keys) Remove(array);
    }

    private ArrayId Add(TableEntry entry)
    {
        var id = new ArrayId(node, Interlocked.Increment(ref _last));
        _entries[id] = entry;
        return id;
    }
}
