using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Messages;

namespace ActorCompute.Transfer.Segments;

/// <summary>Arrays that lie in shared memory. All members are thread safe.</summary>
public static class SegmentArrays
{
    /// <summary>
    /// An array in a segment of the pool, of the CLR type that belongs to the dtype, that holds whatever its
    /// memory held before. It is disposed as every array is, and its segment goes back to the pool then.
    /// </summary>
    /// <exception cref="ComputeException">
    /// There is no memory for it (<see cref="ErrorKind.OutOfMemory"/>).
    /// </exception>
    public static ComputeArray CreateUninitialized(SegmentPool pool, ArrayDescription description)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return ComputeArray.Over(description, pool.Rent(description.Bytes));
    }

    /// <summary>
    /// Where the elements of an array, or of a slice of one, lie for other processes; null where they do not
    /// lie in a segment of this process. Keep the array for as long as others use the answer.
    /// </summary>
    public static SegmentRef? Find(ComputeArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (!array.TryGetRegion(out MemoryRegion? region, out long offset)) return null;
        if (region is not SegmentRegion segment) return null;
        return segment.Reference with { Offset = offset, Bytes = array.Bytes };
    }

    /// <inheritdoc cref="Find(ComputeArray)"/>
    public static SegmentRef? Find(ElementSource source) =>
        source is ArraySource { Array: var array } ? Find(array) : null;

    /// <inheritdoc cref="Find(ComputeArray)"/>
    public static SegmentRef? Find(ElementTarget target) =>
        target is ArrayTarget { Array: var array } ? Find(array) : null;

    /// <summary>
    /// Says that another process may still write to the array's segment, with nobody left to ask it: the
    /// segment is closed when the array is released, and never holds another array. Does nothing to an array
    /// that lies elsewhere.
    /// </summary>
    public static void Abandon(ComputeArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (array.TryGetRegion(out MemoryRegion? region, out _)) (region as SegmentRegion)?.Abandon();
    }
}
