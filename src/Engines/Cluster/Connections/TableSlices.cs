using System.Diagnostics.CodeAnalysis;
using ActorCompute.Arrays.Memory;
using ActorCompute.Engines.InProcess.Data;
using ActorCompute.Messages;
using ActorCompute.Transfer.Data;

namespace ActorCompute.Engines.Cluster.Connections;

/// <summary>The arrays of this process as data connections read them. Thread safe.</summary>
internal sealed class TableSlices(ArrayTable table) : ISliceStore
{
    /// <inheritdoc/>
    public bool TryOpen(
        SliceRef slice,
        [NotNullWhen(true)] out ElementSource? source,
        [NotNullWhen(true)] out IDisposable? lease,
        [NotNullWhen(false)] out string? reason)
    {
        (source, lease, reason) = (null, null, null);
        if (!table.TryUse(slice.Array, out TableEntry? entry))
        {
            reason = "the array is not in the table any more";
            return false;
        }

        if (entry.Source is null)
        {
            entry.Release();
            reason = "the array can only be written";
            return false;
        }

        (source, lease) = (entry.Source, new Lease(entry));
        return true;
    }

    private sealed class Lease(TableEntry entry) : IDisposable
    {
        public void Dispose() => entry.Release();
    }
}
