using System.Diagnostics.CodeAnalysis;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Transfer.Data;

/// <summary>
/// The arrays of this process, for others to read. Implemented by the engines; thread safe.
/// </summary>
public interface ISliceStore
{
    /// <summary>Finds the array of a slice, and keeps it readable until the lease is disposed.</summary>
    /// <param name="slice">The slice; that it lies inside of the array is checked by who reads it.</param>
    /// <param name="source">The array's elements, not owned by who asks.</param>
    /// <param name="lease">Keeps the elements where they are.</param>
    /// <param name="reason">One sentence that says why it cannot be had.</param>
    /// <returns>False where the array cannot be had.</returns>
    /// <exception cref="ComputeException">The array cannot be had either.</exception>
    bool TryOpen(
        SliceRef slice,
        [NotNullWhen(true)] out ElementSource? source,
        [NotNullWhen(true)] out IDisposable? lease,
        [NotNullWhen(false)] out string? reason);
}
