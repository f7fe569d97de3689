namespace ActorCompute.Kernels.Simd;

/// <summary>
/// Marks operators whose NaN results are <see cref="Canonical"/> already, so that the drivers need not look
/// at every result for those that only rare arguments give.
/// </summary>
internal interface ICanonicalResults;
