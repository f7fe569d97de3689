using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Generators.MersenneTwister;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// For each seed s the square of <c>new RandomState(s).Randint(0, 10)</c>: a lane a seed, and no generator.
/// </summary>
/// <remarks>
/// Draw k needs the words k, k + 1 and k + 397 of seeding. Seeding is a chain, in which a word is a function
/// of the one before; so the kernel runs along it in two places, from word 0 and from word 397, and only as
/// far as the draws that fall out of the range ask for. The time goes into the 397 steps to the second place.
/// Each waits for the one before, so eight vectors are under way at once, in 0.65 of the time of four.
/// </remarks>
/// <param name="width">The vectors to use; the results do not depend on it.</param>
internal sealed unsafe class RandomSquareKernel(VectorWidth width)
    : LocalKernel("random_square", [DType.Int64], DType.Int64)
{
    private const int VectorsAtOnce = 8;

    // A draw is four bits of a random word, rejected above the greatest integer.
    private const int DrawnBits = 15;
    private const int Greatest = 9;

    // In 8 of a million seeds these do not suffice, and a generator takes over. Up to draw 227 the words come
    // from seeding alone.
    private const int MostDraws = 12;

    public override bool WorksInPlace => true;

    public override bool MayTakeAnyTime => false;

    public override double NanosecondsPerElement => 12;

    public override void Invoke(void** arguments, void* result, int count)
    {
        if (width == VectorWidth.Bits512) Run<Simd512<int>>((long*)arguments[0], (long*)result, count);
        else Run<Simd256<int>>((long*)arguments[0], (long*)result, count);
    }

    private static void Run<TVector>(long* seeds, long* squares, int count)
        where TVector : struct, ISimd<TVector, int>
    {
        int lanes = VectorsAtOnce * TVector.Count;
        int* words = stackalloc int[lanes];
        int* middles = stackalloc int[lanes];
        while (count > 0)
        {
            int present = Math.Min(lanes, count);
            for (int lane = 0; lane < present; lane++)
            {
                words[lane] = (int)RandomState.CheckedSeed(seeds[lane]);
            }

            Seed<TVector>(words, middles);
            Draw<TVector>(words, middles);
            for (int lane = 0; lane < present; lane++)
            {
                long drawn = words[lane] <= Greatest ? words[lane] : DrawOne(seeds[lane]);
                squares[lane] = drawn * drawn;
            }

            seeds += present;
            squares += present;
            count -= present;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long DrawOne(long seed) => new RandomState(seed).Randint(0, Greatest + 1);

    /// <summary>Word 397 of seeding of each seed.</summary>
    /// <remarks>
    /// On its own: with the draws there would be more vectors than the compiler keeps in registers.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Seed<TVector>(int* seeds, int* middles)
        where TVector : struct, ISimd<TVector, int>
    {
        TVector word0 = TVector.Load(seeds + (0 * TVector.Count));
        TVector word1 = TVector.Load(seeds + (1 * TVector.Count));
        TVector word2 = TVector.Load(seeds + (2 * TVector.Count));
        TVector word3 = TVector.Load(seeds + (3 * TVector.Count));
        TVector word4 = TVector.Load(seeds + (4 * TVector.Count));
        TVector word5 = TVector.Load(seeds + (5 * TVector.Count));
        TVector word6 = TVector.Load(seeds + (6 * TVector.Count));
        TVector word7 = TVector.Load(seeds + (7 * TVector.Count));
        for (int index = 1; index <= MiddleWord; index++)
        {
            word0 = Seeded(word0, index);
            word1 = Seeded(word1, index);
            word2 = Seeded(word2, index);
            word3 = Seeded(word3, index);
            word4 = Seeded(word4, index);
            word5 = Seeded(word5, index);
            word6 = Seeded(word6, index);
            word7 = Seeded(word7, index);
        }

        TVector.Store(middles + (0 * TVector.Count), word0);
        TVector.Store(middles + (1 * TVector.Count), word1);
        TVector.Store(middles + (2 * TVector.Count), word2);
        TVector.Store(middles + (3 * TVector.Count), word3);
        TVector.Store(middles + (4 * TVector.Count), word4);
        TVector.Store(middles + (5 * TVector.Count), word5);
        TVector.Store(middles + (6 * TVector.Count), word6);
        TVector.Store(middles + (7 * TVector.Count), word7);
    }

    /// <summary>
    /// The first draws within the range, in place of the seeds; greater numbers where there was none.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Draw<TVector>(int* words, int* middles)
        where TVector : struct, ISimd<TVector, int>
    {
        int* end = words + (VectorsAtOnce * TVector.Count);
        for (; words < end; words += TVector.Count, middles += TVector.Count)
        {
            TVector.Store(words, Draw(TVector.Load(words), TVector.Load(middles)));
        }
    }

    /// <summary>
    /// The first draw of each lane within the range; a greater number where there was none.
    /// </summary>
    /// <param name="word">Word 0 of seeding, the seeds.</param>
    /// <param name="middle">Word 397 of seeding.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Draw<TVector>(TVector word, TVector middle)
        where TVector : struct, ISimd<TVector, int>
    {
        TVector greatest = TVector.Create(Greatest);
        TVector bits = TVector.Create(DrawnBits);
        TVector drawn = bits;
        TVector isOpen = ~TVector.Zero;
        for (int draw = 0; draw < MostDraws && TVector.Any(isOpen); draw++)
        {
            TVector next = Seeded(word, draw + 1);
            drawn = TVector.Select(isOpen, Tempered(Twisted(word, next, middle)) & bits, drawn);
            isOpen = TVector.Less(greatest, drawn);
            word = next;
            middle = Seeded(middle, MiddleWord + draw + 1);
        }

        return drawn;
    }
}
