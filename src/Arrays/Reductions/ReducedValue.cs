namespace ActorCompute.Arrays.Reductions;

/// <summary>The value of a reduction, and what is odd about it.</summary>
/// <param name="Value">The value.</param>
/// <param name="Warning">
/// One sentence where the value should be looked at (a mean of no elements); else null.
/// </param>
public readonly record struct ReducedValue(Scalar Value, string? Warning);
