using System.Runtime.Intrinsics;

namespace ActorCompute.Kernels.Simd;

/// <summary>The widths for which kernels are compiled. Both give the same bits on every processor.</summary>
internal enum VectorWidth
{
    Bits256,
    Bits512,
}

/// <summary>The choice between the widths, made once for the process.</summary>
internal static class VectorWidths
{
    /// <summary>The width that is fast on this processor.</summary>
    public static VectorWidth Preferred { get; } =
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512 : VectorWidth.Bits256;
}
