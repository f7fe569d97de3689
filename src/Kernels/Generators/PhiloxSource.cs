using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// Random float64 in [0, 1) by element index: the numbers of NumPy's
/// <c>Generator(Philox(key=seed)).random(count)</c>, computed when they are read. Holds no memory; thread
/// safe.
/// </summary>
public sealed unsafe class PhiloxSource : ElementSource
{
    // 53 random bits become a multiple of 2^-53.
    private const int DroppedBits = 64 - 53;
    private const double Unit = 1.0 / (1L << 53);

    // Counters at a time, and their numbers.
    private const int Counters = 8;
    private const int NumbersPerStep = Counters * PhiloxKey.WordsPerCounter;

    private readonly PhiloxKey _key;

    /// <summary>The first <paramref name="count"/> numbers of a random seed.</summary>
    /// <exception cref="ComputeException">
    /// A negative count or one over 2^59 (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public PhiloxSource(ulong seed, long count)
    {
        Seed = seed;
        Description = new ArrayDescription(DType.Float64, new Shape(count));
        _key = new PhiloxKey(seed);
    }

    /// <summary>The random seed.</summary>
    public ulong Seed { get; }

    /// <inheritdoc/>
    public override ArrayDescription Description { get; }

    /// <inheritdoc/>
    public override void Read(long start, Span<byte> destination)
    {
        int count = GeneratedRange.Check(Description, start, destination);
        fixed (byte* bytes = destination)
        {
            Fill(start, (double*)bytes, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(long start, double* numbers, int count)
    {
        double* step = stackalloc double[NumbersPerStep];
        Vector512<double>* byWord = stackalloc Vector512<double>[PhiloxKey.WordsPerCounter];
        ulong counter = FirstCounter(start);
        int skipped = (int)(start % PhiloxKey.WordsPerCounter);
        while (count > 0)
        {
            bool isWhole = skipped == 0 && count >= NumbersPerStep;
            Step(counter, byWord, isWhole ? numbers : step);
            counter += Counters;
            int taken = Math.Min(count, NumbersPerStep - skipped);
            if (!isWhole) new Span<double>(step + skipped, taken).CopyTo(new Span<double>(numbers, taken));
            numbers += taken;
            count -= taken;
            skipped = 0;
        }
    }

    /// <summary>
    /// The numbers of eight counters; <paramref name="byWord"/> is room to bring them into order.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step(ulong counter, Vector512<double>* byWord, double* numbers)
    {
        _key.Words(
            Vector512.Create(counter) + Vector512<ulong>.Indices,
            out Vector512<ulong> word0,
            out Vector512<ulong> word1,
            out Vector512<ulong> word2,
            out Vector512<ulong> word3);
        byWord[0] = ToDouble(word0);
        byWord[1] = ToDouble(word1);
        byWord[2] = ToDouble(word2);
        byWord[3] = ToDouble(word3);
        double* words = (double*)byWord;
        for (int lane = 0; lane < Counters; lane++, numbers += PhiloxKey.WordsPerCounter)
        {
            numbers[0] = words[lane];
            numbers[1] = words[Counters + lane];
            numbers[2] = words[(2 * Counters) + lane];
            numbers[3] = words[(3 * Counters) + lane];
        }
    }

    // NumPy steps the counter before it takes the first words.
    private static ulong FirstCounter(long start) => ((ulong)start / PhiloxKey.WordsPerCounter) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ToDouble(Vector512<ulong> words) =>
        Vector512.ConvertToDouble((words >> DroppedBits).AsInt64()) * Unit;
}
