using System.Numerics;
using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Generators.MersenneTwister;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// Random numbers of MT19937: bit for bit those of NumPy's <c>numpy.random.RandomState(seed)</c>, whatever
/// the order in which its methods are called, and whether values are drawn one by one or into a span.
/// </summary>
/// <remarks>
/// For one thread at a time: give each thread a generator of its own. It takes 7.5 KiB, and each further 624
/// words are made at once. For random numbers by index, on many threads, there is <see cref="PhiloxSource"/>.
/// </remarks>
public sealed unsafe class RandomState
{
    private const long LargestSeed = uint.MaxValue;

    // The words x[n] of the sequence and after them x[n + 624]. With both at hand no vector of the recurrence
    // crosses an end, and 624 words are whole vectors of either width.
    private readonly int[] _sequence = new int[2 * StateWords];
    private readonly uint[] _words = new uint[StateWords];
    private readonly VectorWidth _width;
    private int _position = StateWords;

    /// <summary>Seeds a generator, as <c>RandomState(seed)</c> does.</summary>
    /// <param name="seed">The random seed, from 0 to 2^32 - 1.</param>
    /// <exception cref="ComputeException">
    /// The seed is out of range (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public RandomState(long seed)
        : this(seed, VectorWidths.Preferred)
    {
    }

    internal RandomState(long seed, VectorWidth width)
    {
        _width = width;
        int word = (int)CheckedSeed(seed);
        for (int index = 0; index < StateWords; index++)
        {
            _sequence[StateWords + index] = word;
            word = Seeded(word, index + 1);
        }
    }

    /// <summary>A float64 in [0, 1), a multiple of 2^-53: NumPy's <c>random_sample()</c>.</summary>
    public double RandomSample()
    {
        uint high = NextWord() >> 5;
        uint low = NextWord() >> 6;
        return ((high * (double)(1 << 26)) + low) / (1L << 53);
    }

    /// <summary>The next float64 in [0, 1): NumPy's <c>random_sample(n)</c>.</summary>
    /// <param name="destination">Where they go, as many as it holds.</param>
    public void RandomSample(Span<double> destination)
    {
        for (int index = 0; index < destination.Length; index++) destination[index] = RandomSample();
    }

    /// <summary>An integer from low to high - 1, all as likely: NumPy's <c>randint(low, high)</c>.</summary>
    /// <param name="low">The least integer.</param>
    /// <param name="high">One more than the greatest integer.</param>
    /// <exception cref="ComputeException">
    /// High is not above low (<see cref="ErrorKind.InvalidArgument"/>); nothing is drawn.
    /// </exception>
    public long Randint(long low, long high) => Draw(low, Range(low, high));

    /// <summary>
    /// The next integers from low to high - 1: NumPy's <c>randint(low, high, n)</c> in its default dtype.
    /// </summary>
    /// <param name="low">The least integer.</param>
    /// <param name="high">One more than the greatest integer.</param>
    /// <param name="destination">Where they go, as many as it holds.</param>
    /// <exception cref="ComputeException">
    /// High is not above low (<see cref="ErrorKind.InvalidArgument"/>); nothing is drawn.
    /// </exception>
    public void Randint(long low, long high, Span<long> destination) =>
        Fill(low, Range(low, high), destination);

    /// <summary>
    /// The next integers from low to high - 1: NumPy's <c>randint(low, high, n, dtype='int32')</c>, which
    /// draws the same values as int64.
    /// </summary>
    /// <param name="low">The least integer, from -2^31.</param>
    /// <param name="high">One more than the greatest integer, at most 2^31.</param>
    /// <param name="destination">Where they go, as many as it holds.</param>
    /// <exception cref="ComputeException">
    /// High is not above low, or one of them is beyond int32 (<see cref="ErrorKind.InvalidArgument"/>);
    /// nothing is drawn.
    /// </exception>
    public void Randint(long low, long high, Span<int> destination)
    {
        ulong range = Range(low, high);
        if (low < int.MinValue || high > int.MaxValue + 1L)
        {
            throw Invalid(
                $"randint from {low} to {high} (exclusive) is beyond int32: draw into a Span<long>");
        }

        Fill(low, range, destination);
    }

    /// <summary>The seed, once it is known to be one.</summary>
    /// <exception cref="ComputeException">It is out of range.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint CheckedSeed(long seed) =>
        (ulong)seed <= LargestSeed ? (uint)seed : throw InvalidSeed(seed);

    private static ComputeException InvalidSeed(long seed) =>
        Invalid($"the random seed {seed} is out of range: give one from 0 to {LargestSeed}");

    private static ComputeException Invalid(string message) => new(ErrorKind.InvalidArgument, message);

    /// <summary>The greatest distance from low.</summary>
    private static ulong Range(long low, long high) => low < high
        ? (ulong)high - (ulong)low - 1
        : throw Invalid(
            $"randint from {low} to {high} (exclusive) has no integer: make high greater than low");

    private void Fill<T>(long low, ulong range, Span<T> destination)
        where T : INumberBase<T>
    {
        for (int index = 0; index < destination.Length; index++)
        {
            destination[index] = T.CreateTruncating(Draw(low, range));
        }
    }

    /// <summary>
    /// NumPy's way: as many low bits as the range has, drawn again until they are within it, of one random
    /// word or else of two. A range of nothing takes no word.
    /// </summary>
    private long Draw(long low, ulong range)
    {
        if (range == 0) return low;
        ulong mask = ulong.MaxValue >> BitOperations.LeadingZeroCount(range);
        ulong distance;
        do
        {
            distance = (range > uint.MaxValue ? NextTwoWords() : NextWord()) & mask;
        }
        while (distance > range);
        return unchecked(low + (long)distance);
    }

    private ulong NextTwoWords()
    {
        ulong high = NextWord();
        return (high << 32) | NextWord();
    }

    private uint NextWord()
    {
        if (_position == StateWords) MakeWords();
        return _words[_position++];
    }

    private void MakeWords()
    {
        Array.Copy(_sequence, StateWords, _sequence, 0, StateWords);
        fixed (int* sequence = _sequence)
        fixed (uint* words = _words)
        {
            if (_width == VectorWidth.Bits512) MakeWords<Simd512<int>>(sequence, (int*)words);
            else MakeWords<Simd256<int>>(sequence, (int*)words);
        }

        _position = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MakeWords<TVector>(int* sequence, int* words)
        where TVector : struct, ISimd<TVector, int>
    {
        for (int index = 0; index < StateWords; index += TVector.Count)
        {
            int* x = sequence + index;
            TVector word = Twisted(TVector.Load(x), TVector.Load(x + 1), TVector.Load(x + MiddleWord));
            TVector.Store(x + StateWords, word);
            TVector.Store(words + index, Tempered(word));
        }
    }
}
