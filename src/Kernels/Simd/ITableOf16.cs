using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Simd;

/// <summary>
/// A table of 16 float64, as constants that the compiler lays out where the processor reads them best.
/// </summary>
public interface ITableOf16
{
    /// <summary>The elements 0 to 7.</summary>
    static abstract Vector512<double> First { get; }

    /// <summary>The elements 8 to 15.</summary>
    static abstract Vector512<double> Second { get; }
}
