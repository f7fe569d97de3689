using System.Diagnostics.CodeAnalysis;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;
using ActorCompute.Transfer.Data;

namespace ActorCompute.Transfer.Tests.Data;

/// <summary>Arrays by their number, as the engines' tables have them.</summary>
internal sealed class SliceTable : ISliceStore
{
    private readonly Dictionary<long, ElementSource> _sources = [];
    private int _leases;

    /// <summary>Slices that are being read.</summary>
    public int Leases => Volatile.Read(ref _leases);

    /// <summary>Adds an array, and names a slice of it.</summary>
    public SliceRef Add(ElementSource source, long start, long count)
    {
        _sources.Add(_sources.Count + 1, source);
        return new SliceRef(new ArrayId(default, _sources.Count), start, count);
    }

    public bool TryOpen(
        SliceRef slice,
        [NotNullWhen(true)] out ElementSource? source,
        [NotNullWhen(true)] out IDisposable? lease,
        [NotNullWhen(false)] out string? reason)
    {
        lease = null;
        reason = $"array {slice.Array.Number} is not here any more";
        if (!_sources.TryGetValue(slice.Array.Number, out source)) return false;
        Interlocked.Increment(ref _leases);
        lease = new Lease(this);
        return true;
    }

    private sealed class Lease(SliceTable table) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref table._leases);
    }
}
