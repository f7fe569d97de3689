using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Reductions;

/// <summary>Which cache lines of the next block are asked for.</summary>
internal enum NextLines
{
    None,
    Even,
    Odd,
}

/// <summary>
/// Asks for the next block while the present one is read twice: otherwise memory would rest during the second
/// pass. Each pass asks for half of it, so that memory is busy all the time.
/// </summary>
internal static unsafe class NextBlock
{
    private const int CacheLine = 64;

    /// <summary>
    /// Asks for lines that lie a block behind these elements. Only a hint: nothing need be there, and no
    /// result depends on it.
    /// </summary>
    /// <param name="elements">Where the pass is.</param>
    /// <param name="bytes">How far it goes in one step.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="lines">Which.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(byte* elements, int bytes, int elementSize, NextLines lines)
    {
        if (!Sse.IsSupported || lines == NextLines.None) return;
        byte* next = elements + ((long)Block.Size * elementSize) + (lines == NextLines.Odd ? CacheLine : 0);
        Sse.Prefetch1(next);
        if (bytes > 2 * CacheLine) Sse.Prefetch1(next + (2 * CacheLine));
    }
}
