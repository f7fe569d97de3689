using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Kernels.Reductions;

/// <summary>
/// What is known of a block between its tiles: 32 lanes, or a partial where order does not matter. One serves
/// all blocks of a run, in their order.
/// </summary>
/// <param name="reduction">The reduction.</param>
/// <param name="elementType">The dtype of the elements.</param>
internal unsafe struct BlockState(Reduction reduction, DType elementType)
{
    private Partial? _best;

    /// <summary>The lanes, float64 or int64.</summary>
    public fixed long Lanes[32];

    /// <summary>The state of the elements so far, where there are no lanes.</summary>
    public Partial Partial { get; private set; }

    /// <summary>True for the element with which a block begins.</summary>
    public static bool IsFirst(long index) => index % Block.Size == 0;

    /// <summary>
    /// True if a state of elements behind all others of the run so far displaces theirs. One that does not
    /// has no say in the end, whatever index it names.
    /// </summary>
    public bool Displaces(in Partial candidate)
    {
        bool stays = _best is { } best
            && ReductionAlgebra.Combine(reduction, elementType, best, candidate) == best;
        if (!stays) _best = candidate;
        return !stays;
    }

    /// <summary>Adds the state of the elements from <paramref name="firstIndex"/> on.</summary>
    public void Add(in Partial tile, long firstIndex) => Partial = IsFirst(firstIndex)
        ? tile
        : ReductionAlgebra.Combine(reduction, elementType, Partial, tile);
}
