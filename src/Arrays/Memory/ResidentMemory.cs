using System.Buffers;
using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Memory;

/// <summary>What sources and targets over the caller's memory have in common.</summary>
internal static unsafe class ResidentMemory
{
    // Empty memory may be pinned at null, which would say that the elements do not lie in memory.
    private static readonly void* s_empty =
        NativeMemory.AlignedAlloc(PooledRegion.Alignment, PooledRegion.Alignment);

    /// <summary>The description of memory of <paramref name="count"/> elements that holds a shape.</summary>
    /// <exception cref="ComputeException">
    /// The counts differ (<see cref="ErrorKind.ShapeMismatch"/>).
    /// </exception>
    public static ArrayDescription Describe<T>(int count, Shape shape)
    {
        if (shape.Count == count) return new ArrayDescription(DTypes.Of<T>(), shape);
        throw new ComputeException(
            ErrorKind.ShapeMismatch,
            $"the memory holds {count} elements, and the shape {shape} has {shape.Count}: they must agree");
    }

    /// <summary>Where pinned memory begins; never null.</summary>
    public static void* AddressOf(in MemoryHandle pin) => pin.Pointer == null ? s_empty : pin.Pointer;
}
