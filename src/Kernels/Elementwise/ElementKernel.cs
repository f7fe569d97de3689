namespace ActorCompute.Kernels.Elementwise;

/// <summary>
/// A compiled operation on arrays of elements. Pure and thread safe: it touches only the memory it is given.
/// </summary>
internal readonly unsafe struct ElementKernel(
    delegate*<void**, void*, int, int> run,
    delegate*<void**, void*, int, int> runStreaming,
    double nanosecondsPerElement)
{
    /// <summary>
    /// (arguments, result, count): computes <c>count</c> results, 0 or more, from as many elements of each argument, at
    /// any alignment, and gives the index of the first element that fails, or -1. The result may be the very memory
    /// of an argument whose elements have the same size; otherwise they must not overlap. Any byte but 0 is a true
    /// bool; results are canonical (bools 0 or 1, one NaN).
    /// </summary>
    public delegate*<void**, void*, int, int> Run { get; } = run;

    /// <summary>
    /// The same with results stored past the cache; null where there is none. Before another thread reads them, the
    /// caller makes a store fence.
    /// </summary>
    public delegate*<void**, void*, int, int> RunStreaming { get; } = runStreaming;

    /// <summary>What an element costs with arrays in the first-level cache, roughly.</summary>
    public double NanosecondsPerElement { get; } = nanosecondsPerElement;
}
