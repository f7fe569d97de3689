namespace ActorCompute.Bench.Functions;

/// <summary>
/// What a function takes on one thread, in nanoseconds an element; null where there is nobody.
/// </summary>
/// <param name="Title">The function.</param>
/// <param name="Small">Ours, arrays in the first-level cache.</param>
/// <param name="Large">Ours, arrays in memory.</param>
/// <param name="SmallNumPy">NumPy's.</param>
/// <param name="LargeNumPy">NumPy's, arrays in memory.</param>
/// <param name="SmallTensors">That of TensorPrimitives, arrays in the first-level cache.</param>
/// <param name="WidthRatio">
/// Ours without AVX-512, by 256-bit vectors, against 512-bit ones, in the first-level cache.
/// </param>
internal sealed record FunctionTiming(
    string Title,
    double Small,
    double Large,
    double? SmallNumPy,
    double? LargeNumPy,
    double? SmallTensors,
    double? WidthRatio)
{
    /// <summary>The most of NumPy's time that a function may take.</summary>
    public const double NumPyBar = 1.25;

    /// <summary>The most that 256-bit vectors may take of the time of 512-bit ones.</summary>
    public const double WidthBar = 2.3;

    public double? SmallRatio => Small / SmallNumPy;

    public double? LargeRatio => Large / LargeNumPy;

    /// <summary>Which bars are missed, or that all are met.</summary>
    public string Verdict
    {
        get
        {
            List<string> missed = [];
            if (SmallRatio > NumPyBar) missed.Add("in cache");
            if (LargeRatio > NumPyBar) missed.Add("in memory");
            if (WidthRatio > WidthBar) missed.Add("256/512");
            return missed.Count == 0 ? "met" : $"missed: {string.Join(", ", missed)}";
        }
    }
}
