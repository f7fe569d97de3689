using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Kernels.Reductions;

/// <summary>
/// What is known of a block between its tiles: 32 lanes, or a partial where order does not matter.
/// </summary>
/// <param name="reduction">The reduction.</param>
/// <param name="elementType">The dtype of the elements.</param>
internal unsafe struct BlockState(Reduction reduction, DType elementType)
{
    /// <summary>The lanes, float64 or int64.</summary>
    public fixed long Lanes[32];

    /// <summary>The state of the elements so far, where there are no lanes.</summary>
    public Partial Partial { get; private set; }

    /// <summary>True for the element with which a block begins.</summary>
    public static bool IsFirst(long index) => index % Block.Size == 0;

    /// <summary>Adds the state of the elements from <paramref name="firstIndex"/> on.</summary>
    public void Add(in Partial tile, long firstIndex) => Partial = IsFirst(firstIndex)
        ? tile
        : ReductionAlgebra.Combine(reduction, elementType, Partial, tile);
}
