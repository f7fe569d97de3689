using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Simd;

/// <summary>Spreads the bits of a mask to bytes of 0 or 1, the lowest bit to the lowest byte.</summary>
internal static class MaskBytes
{
    /// <summary>The four low bits of <paramref name="bits"/> as four bytes.</summary>
    /// <remarks>
    /// The product holds the bits four times, 7 places apart, where they do not overlap; of copy i, bit i stands at
    /// the bottom of byte i.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint FromFourBits(uint bits) => ((bits & 0xF) * 0x0020_4081u) & 0x0101_0101u;

    /// <summary>The eight low bits of <paramref name="bits"/> as eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FromEightBits(ulong bits) =>
        FromFourBits((uint)bits) | ((ulong)FromFourBits((uint)bits >> 4) << 32);
}
