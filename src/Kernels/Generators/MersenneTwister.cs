using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// The formulas of MT19937 on vectors of 32-bit words. The words of a seed are one endless sequence x: its
/// first 624 come from seeding, each later one is <see cref="Twisted"/> from three before it, and the random
/// words are the later ones, <see cref="Tempered"/>. Pure and thread safe.
/// </summary>
/// <remarks>
/// M. Matsumoto, T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random
/// number generator" (ACM TOMACS 8, 1998), with their seeding by one integer of 2002. The words are held in
/// signed lanes; every operation wraps or is on bits, so the sign has no meaning.
/// </remarks>
internal static class MersenneTwister
{
    /// <summary>How many words seeding gives.</summary>
    public const int StateWords = 624;

    /// <summary>How far behind its place the third word of the recurrence is taken from.</summary>
    public const int MiddleWord = 397;

    private const int SeedMultiplier = 1_812_433_253;
    private const int TwistMatrix = unchecked((int)0x9908_B0DF);

    /// <summary>
    /// The word of seeding after <paramref name="word"/>, which goes to place <paramref name="index"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Seeded<TVector>(TVector word, int index)
        where TVector : struct, ISimd<TVector, int> =>
        ((word ^ TVector.ShiftRight(word, 30)) * TVector.Create(SeedMultiplier)) + TVector.Create(index);

    /// <summary>The same for one word.</summary>
    public static int Seeded(int word, int index) =>
        unchecked(((word ^ (word >>> 30)) * SeedMultiplier) + index);

    /// <summary>x[n + 624] from x[n], x[n + 1] and x[n + 397].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Twisted<TVector>(TVector first, TVector second, TVector middle)
        where TVector : struct, ISimd<TVector, int>
    {
        TVector signs = TVector.Create(int.MinValue);
        TVector joined = (first & signs) | (second & ~signs);
        TVector matrix = -(second & TVector.One) & TVector.Create(TwistMatrix);
        return middle ^ TVector.ShiftRight(joined, 1) ^ matrix;
    }

    /// <summary>The random word of a word of the sequence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tempered<TVector>(TVector word)
        where TVector : struct, ISimd<TVector, int>
    {
        word ^= TVector.ShiftRight(word, 11);
        word ^= TVector.ShiftLeft(word, 7) & TVector.Create(unchecked((int)0x9D2C_5680));
        word ^= TVector.ShiftLeft(word, 15) & TVector.Create(unchecked((int)0xEFC6_0000));
        return word ^ TVector.ShiftRight(word, 18);
    }
}
