using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;

namespace ActorCompute.Kernels.Generators;

/// <summary>
/// Random float64 in [0, 1) by element index: the numbers of NumPy's <c>Generator(Philox(key=seed)).random(count)</c>,
/// computed when they are read. Holds no memory; thread safe.
/// </summary>
public sealed unsafe class PhiloxSource : ElementSource
{
    // 53 random bits become a multiple of 2^-53.
    private const int DroppedBits = 64 - 53;
    private const double Unit = 1.0 / (1L << 53);
    private const int WordsPerStep = 2 * PhiloxKey.WordsPerCounter;

    private readonly PhiloxKey _key;

    /// <summary>The first <paramref name="count"/> numbers of a random seed.</summary>
    /// <exception cref="ComputeException">
    /// A negative count or one over 2^60 (<see cref="ErrorKind.InvalidArgument"/>).
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
        ulong* words = stackalloc ulong[WordsPerStep];
        ulong counter = FirstCounter(start);
        int skipped = (int)(start % PhiloxKey.WordsPerCounter);
        if (skipped > 0 && count > 0)
        {
            _key.TwoCounters(counter++, words);
            int taken = Math.Min(count, PhiloxKey.WordsPerCounter - skipped);
            for (int word = 0; word < taken; word++) numbers[word] = ToDouble(words[skipped + word]);
            numbers += taken;
            count -= taken;
        }

        for (; count >= WordsPerStep; count -= WordsPerStep)
        {
            _key.TwoCounters(counter, words);
            counter += 2;
            for (int word = 0; word < WordsPerStep; word++) numbers[word] = ToDouble(words[word]);
            numbers += WordsPerStep;
        }

        if (count == 0) return;
        _key.TwoCounters(counter, words);
        for (int word = 0; word < count; word++) numbers[word] = ToDouble(words[word]);
    }

    // NumPy steps the counter before it takes the first words.
    private static ulong FirstCounter(long start) => ((ulong)start / PhiloxKey.WordsPerCounter) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ToDouble(ulong word) => (long)(word >> DroppedBits) * Unit;
}
