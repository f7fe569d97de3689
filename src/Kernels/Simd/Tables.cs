using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ActorCompute.Kernels.Simd;

/// <summary>Tables of constants, which the program's image holds in fixed memory.</summary>
internal static unsafe class Tables
{
    /// <summary>Where a table of constants begins, for lookups; good as long as the program runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double* Pointer(ReadOnlySpan<double> constants) =>
        (double*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(constants));
}
