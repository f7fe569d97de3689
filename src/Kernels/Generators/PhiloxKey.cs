using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// Philox4x64-10, a counter-based generator: four random words are a function of a key and a counter, so that any
/// element can be computed without its predecessors. Immutable and thread safe.
/// </summary>
/// <remarks>
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC11). The
/// key is (seed, 0) and the upper three words of the counter are 0, as in NumPy's <c>Philox(key=seed)</c>.
/// </remarks>
internal readonly unsafe struct PhiloxKey
{
    /// <summary>Random words that a counter gives.</summary>
    public const int WordsPerCounter = 4;

    private const int Rounds = 10;
    private const ulong FirstMultiplier = 0xD2E7470EE14C6C93;
    private const ulong SecondMultiplier = 0xCA5A826395121157;
    private const ulong FirstWeyl = 0x9E3779B97F4A7C15;
    private const ulong SecondWeyl = 0xBB67AE8584CAA73B;

    private readonly ulong _seed;

    /// <summary>The key of a random seed.</summary>
    public PhiloxKey(ulong seed) => _seed = seed;

    /// <summary>
    /// Writes the words of <paramref name="counter"/> and the next one: eight words. Two counters at a time hide a
    /// part of the multiplier's latency, as each round waits for the one before.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void TwoCounters(ulong counter, ulong* words)
    {
        ulong a0 = counter, a1 = 0, a2 = 0, a3 = 0;
        ulong b0 = counter + 1, b1 = 0, b2 = 0, b3 = 0;
        ulong firstKey = _seed;
        ulong secondKey = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Round(ref a0, ref a1, ref a2, ref a3, firstKey, secondKey);
            Round(ref b0, ref b1, ref b2, ref b3, firstKey, secondKey);
            firstKey += FirstWeyl;
            secondKey += SecondWeyl;
        }

        Store(words, a0, a1, a2, a3);
        Store(words + WordsPerCounter, b0, b1, b2, b3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ulong* words, ulong word0, ulong word1, ulong word2, ulong word3)
    {
        words[0] = word0;
        words[1] = word1;
        words[2] = word2;
        words[3] = word3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(
        ref ulong word0, ref ulong word1, ref ulong word2, ref ulong word3, ulong firstKey, ulong secondKey)
    {
        ulong firstHigh = Math.BigMul(FirstMultiplier, word0, out ulong firstLow);
        ulong secondHigh = Math.BigMul(SecondMultiplier, word2, out ulong secondLow);
        word0 = secondHigh ^ word1 ^ firstKey;
        word1 = secondLow;
        word2 = firstHigh ^ word3 ^ secondKey;
        word3 = firstLow;
    }
}
