using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Kernels.Reductions;

/// <summary>Reduces one block.</summary>
/// <param name="run">See <see cref="Run"/>.</param>
/// <param name="nanosecondsPerElement">See <see cref="NanosecondsPerElement"/>.</param>
internal readonly unsafe struct BlockKernel(
    delegate*<void*, int, long, Partial> run, double nanosecondsPerElement)
{
    /// <summary>
    /// Takes the block's elements, how many they are (1 to <see cref="Arrays.Block.Size"/>) and the global index of
    /// the first, and gives the state of <see cref="ReductionAlgebra"/>.
    /// </summary>
    public delegate*<void*, int, long, Partial> Run { get; } = run;

    /// <summary>The estimated cost for elements in the nearest cache.</summary>
    public double NanosecondsPerElement { get; } = nanosecondsPerElement;
}
