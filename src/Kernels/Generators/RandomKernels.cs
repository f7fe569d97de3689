using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Generators;

/// <summary>Kernels whose elements are random seeds. Immutable and thread safe.</summary>
public static class RandomKernels
{
    /// <summary>
    /// For each int64 seed s, from 0 to 2^32 - 1, the int64 square of
    /// <c>new RandomState(s).Randint(0, 10)</c>: NumPy's <c>RandomState(s).randint(0, 10) ** 2</c>.
    /// Vectorized over the seeds, with only those words of each generator that its draw needs. A seed out of
    /// range fails the job.
    /// </summary>
    /// <example>
    /// <code>await cluster.MapAsync&lt;long&gt;(ArrayInput.Arange(count), RandomKernels.RandomSquare)</code>
    /// </example>
    public static LocalKernel RandomSquare { get; } = new RandomSquareKernel(VectorWidths.Preferred);
}
