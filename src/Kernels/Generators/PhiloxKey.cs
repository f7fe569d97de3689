using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// Philox4x64-10, a counter-based generator: four random words are a function of a key and a counter, so that
/// any element can be computed without its predecessors. Immutable and thread safe.
/// </summary>
/// <remarks>
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11).
/// The key is (seed, 0) and the upper three words of the counter are 0, as in NumPy's
/// <c>Philox(key=seed)</c>.
/// </remarks>
/// <param name="seed">The random seed.</param>
internal readonly struct PhiloxKey(ulong seed)
{
    /// <summary>Random words that a counter gives.</summary>
    public const int WordsPerCounter = 4;

    private const int Rounds = 10;
    private const ulong FirstMultiplier = 0xD2E7470EE14C6C93;
    private const ulong SecondMultiplier = 0xCA5A826395121157;
    private const ulong FirstWeyl = 0x9E3779B97F4A7C15;
    private const ulong SecondWeyl = 0xBB67AE8584CAA73B;

    /// <summary>The four words of each of eight counters, a lane a counter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Words(
        Vector512<ulong> counters,
        out Vector512<ulong> word0,
        out Vector512<ulong> word1,
        out Vector512<ulong> word2,
        out Vector512<ulong> word3)
    {
        Vector512<ulong> a = counters;
        Vector512<ulong> b = Vector512<ulong>.Zero;
        Vector512<ulong> c = Vector512<ulong>.Zero;
        Vector512<ulong> d = Vector512<ulong>.Zero;
        ulong firstKey = seed;
        ulong secondKey = 0;
        for (int round = 0; round < Rounds; round++)
        {
            MultiplyWide(a, FirstMultiplier, out Vector512<ulong> highA, out Vector512<ulong> lowA);
            MultiplyWide(c, SecondMultiplier, out Vector512<ulong> highC, out Vector512<ulong> lowC);
            a = highC ^ b ^ Vector512.Create(firstKey);
            b = lowC;
            c = highA ^ d ^ Vector512.Create(secondKey);
            d = lowA;
            firstKey += FirstWeyl;
            secondKey += SecondWeyl;
        }

        word0 = a;
        word1 = b;
        word2 = c;
        word3 = d;
    }

    /// <summary>The 128 bits of each product, by the schoolbook method on halves of 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyWide(
        Vector512<ulong> x, ulong multiplier, out Vector512<ulong> high, out Vector512<ulong> low)
    {
        Vector512<ulong> lowerHalf = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> multiplierLow = Vector512.Create(multiplier & uint.MaxValue);
        Vector512<ulong> multiplierHigh = Vector512.Create(multiplier >> 32);
        Vector512<ulong> xHigh = x >> 32;
        Vector512<ulong> lowLow = MultiplyHalves(x, multiplierLow);
        Vector512<ulong> lowHigh = MultiplyHalves(x, multiplierHigh) + (lowLow >> 32);
        Vector512<ulong> highLow = MultiplyHalves(xHigh, multiplierLow) + (lowHigh & lowerHalf);
        high = MultiplyHalves(xHigh, multiplierHigh) + (lowHigh >> 32) + (highLow >> 32);
        low = (highLow << 32) | (lowLow & lowerHalf);
    }

    /// <summary>The products of the lower 32 bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> MultiplyHalves(Vector512<ulong> x, Vector512<ulong> y)
    {
        if (Avx512F.IsSupported) return Avx512F.Multiply(x.AsUInt32(), y.AsUInt32());
        if (Avx2.IsSupported)
        {
            return Vector512.Create(
                Avx2.Multiply(x.GetLower().AsUInt32(), y.GetLower().AsUInt32()),
                Avx2.Multiply(x.GetUpper().AsUInt32(), y.GetUpper().AsUInt32()));
        }

        Vector512<ulong> lowerHalf = Vector512.Create((ulong)uint.MaxValue);
        return (x & lowerHalf) * (y & lowerHalf);
    }
}
