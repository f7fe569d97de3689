namespace ActorCompute.Kernels.Reductions;

/// <summary>Reduces a block, a tile after the other.</summary>
internal readonly unsafe struct BlockKernel(
    delegate*<void*, int, long, BlockState*, void> add,
    delegate*<BlockState*, Arrays.Reductions.Partial> finish,
    bool needsWholeBlock,
    double nanosecondsPerElement)
{
    /// <summary>
    /// Adds the next elements of a block: where they are, how many, and the global index of the first. The
    /// first of a block starts anew; all but the last of the array are a multiple of 32 elements.
    /// </summary>
    public delegate*<void*, int, long, BlockState*, void> Add { get; } = add;

    /// <summary>The state of the block, as <see cref="Arrays.Reductions.ReductionAlgebra"/> has it.</summary>
    public delegate*<BlockState*, Arrays.Reductions.Partial> Finish { get; } = finish;

    /// <summary>True where all elements of a block must be added at once.</summary>
    public bool NeedsWholeBlock { get; } = needsWholeBlock;

    /// <summary>The estimated cost for elements in the nearest cache.</summary>
    public double NanosecondsPerElement { get; } = nanosecondsPerElement;
}
