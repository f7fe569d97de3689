using ActorCompute.Arrays;
using ActorCompute.Kernels.Generators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Generators;

/// <summary>
/// The expected values are those of <c>numpy.random.RandomState</c> of NumPy 1.24.2. Where there are too
/// many, a check stands for them: <c>check = 31 * check + value</c> over all of them, modulo 2^64.
/// </summary>
public class RandomStateTests
{
    private const long Wide = 1L << 32;
    private const long Trillion = 1_000_000_000_000;

    private static readonly long[] s_hundredBelowHundred =
    [
        44, 47, 64, 67, 67, 9, 83, 21, 36, 87, 70, 88, 88, 12, 58, 65, 39, 87, 46, 88, 81, 37, 25, 77, 72,
        9, 20, 80, 69, 79, 47, 64, 82, 99, 88, 49, 29, 19, 19, 14, 39, 32, 65, 9, 57, 32, 31, 74, 23, 35,
        75, 55, 28, 34, 0, 0, 36, 53, 5, 38, 17, 79, 4, 42, 58, 31, 1, 65, 41, 57, 35, 11, 46, 82, 91,
        0, 14, 99, 53, 12, 42, 84, 75, 68, 6, 68, 47, 3, 76, 52, 78, 15, 20, 99, 58, 23, 79, 13, 85, 48,
    ];

    [Fact]
    public void A_hundred_integers_below_a_hundred_are_those_of_NumPy()
    {
        long[] drawn = new long[100];
        new RandomState(0).Randint(0, 100, drawn);
        drawn.ShouldBe(s_hundredBelowHundred);
    }

    // randint(low, high, 1000), its first value and check; then randint(0, 2**32), which shows how many words
    // were taken.
    [Theory]
    [InlineData(0, 0, 1, 0, 0x0000000000000000UL, 2357136044)]
    [InlineData(1, 0, 2, 1, 0xAA659A234C59EB54UL, 375733240)]
    [InlineData(42, 5, 6, 5, 0xC08092F9A6680880UL, 1608637542)]
    [InlineData(4294967295, 0, 10, 3, 0x9954144EB0C364DCUL, 545187977)]
    [InlineData(0, -3, 4, 1, 0x2C55E153D38BAB96UL, 2677030236)]
    [InlineData(1, 0, 100, 37, 0x3FF692F2CF4636CCUL, 3974675131)]
    [InlineData(42, 0, Wide / 2, 1608637542, 0x79CF69525D39E81AUL, 2998581749)]
    [InlineData(4294967295, -Wide / 2, Wide / 2, -1728157277, 0x72A40B097484EAC6UL, 1661208369)]
    [InlineData(0, 0, Wide - 1, 2357136044, 0x57B4E13246367718UL, 1333075495)]
    [InlineData(1, 0, Wide, 1791095845, 0x63603F1356E83B14UL, 375733240)]
    [InlineData(42, 0, Wide + 1, 3421126067, 0xA73CB4E11F926D7EUL, 4214638905)]
    [InlineData(4294967295, 7, (2 * Wide) + 7, 4774314281, 0xF3B0B7622ED94F8EUL, 4201941663)]
    [InlineData(0, -Trillion, Trillion, -258719376849, 0x2AFCF84FD7153BF9UL, 3698495159)]
    [InlineData(1, -5, 1L << 62, 4064269471072392259, 0x3047EAC562B58B0DUL, 3749865060)]
    [InlineData(42, long.MinValue, long.MaxValue, -2314326399425823309, 0x71C3681805D9A349UL, 795139886)]
    public void Integers_of_any_range_are_those_of_NumPy(
        long seed, long low, long high, long first, ulong check, long following)
    {
        RandomState random = new(seed);
        long[] drawn = new long[1000];
        random.Randint(low, high, drawn);
        drawn[0].ShouldBe(first);
        CheckOf(drawn).ShouldBe(check);
        random.Randint(0, Wide).ShouldBe(following);

        RandomState oneByOne = new(seed);
        for (int index = 0; index < drawn.Length; index++) oneByOne.Randint(low, high).ShouldBe(drawn[index]);
        oneByOne.Randint(0, Wide).ShouldBe(following);
    }

    // random_sample(2000): its first two values and check, of their bits.
    [Theory]
    [InlineData(0, 0x3FE18FE1565F12A8UL, 0x3FE6E2D4CF608733UL, 0x1891328F32720153UL)]
    [InlineData(1, 0x3FDAB07D0FFA3C06UL, 0x3FE70CE5F3BAF051UL, 0x609CF05045000E47UL)]
    [InlineData(42, 0x3FD7F8771E5F51ECUL, 0x3FEE6C4068BBD654UL, 0x20427E82FF0FBCACUL)]
    [InlineData(4294967295, 0x3FB8FE69A3924820UL, 0x3FED323D824032B1UL, 0x2195FF1047BB3AA9UL)]
    public void Samples_are_those_of_NumPy(long seed, ulong first, ulong second, ulong check)
    {
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            double[] drawn = new double[2000];
            new RandomState(seed, width).RandomSample(drawn);
            long[] bits = Array.ConvertAll(drawn, BitConverter.DoubleToInt64Bits);
            bits[..2].ShouldBe([(long)first, (long)second]);
            CheckOf(bits).ShouldBe(check, $"with {width}");

            RandomState oneByOne = new(seed, width);
            drawn.ShouldAllBe(number => number == oneByOne.RandomSample());
        }
    }

    [Fact]
    public void Methods_take_turns_as_those_of_NumPy()
    {
        RandomState random = new(7);
        int[] three = new int[3];
        random.Randint(0, 10).ShouldBe(4);
        random.RandomSample().ShouldBe((double)0x18F5184146A0A7 / (1L << 53));
        random.Randint(0, 1L << 40).ShouldBe(291964244179);
        random.Randint(-5, 5, three);
        three.ShouldBe([2, 2, 4]);
        random.RandomSample().ShouldBe((double)0x113B5BB10E3428 / (1L << 53));
    }

    [Fact]
    public void Integers_of_32_bits_are_the_same_as_those_of_64()
    {
        int[] narrow = new int[1000];
        long[] wide = new long[1000];
        foreach ((long low, long high) in new[] { (-50L, 50L), (int.MinValue, int.MaxValue + 1L) })
        {
            new RandomState(3).Randint(low, high, narrow);
            new RandomState(3).Randint(low, high, wide);
            narrow.ShouldBe(Array.ConvertAll(wide, value => (int)value));
        }
    }

    [Fact]
    public void Nothing_is_drawn_into_an_empty_span()
    {
        RandomState random = new(0);
        random.RandomSample([]);
        random.Randint(0, 100, Span<long>.Empty);
        random.Randint(0, 100, Span<int>.Empty);
        random.Randint(0, 100).ShouldBe(44);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Wide)]
    [InlineData(long.MinValue)]
    public void A_seed_is_of_32_bits(long seed)
    {
        ComputeException refusal = Should.Throw<ComputeException>(() => new RandomState(seed));
        refusal.Kind.ShouldBe(ErrorKind.InvalidArgument);
        refusal.Message.ShouldBe($"the random seed {seed} is out of range: give one from 0 to 4294967295");
    }

    [Fact]
    public void A_range_without_integers_is_refused_before_anything_is_drawn()
    {
        RandomState random = new(0);
        foreach ((long low, long high) in new[] { (0L, 0L), (5L, 3L), (long.MaxValue, long.MinValue) })
        {
            string message =
                $"randint from {low} to {high} (exclusive) has no integer: make high greater than low";
            Refusal(() => random.Randint(low, high)).ShouldBe(message);
            Refusal(() => random.Randint(low, high, new long[1])).ShouldBe(message);
            Refusal(() => random.Randint(low, high, new int[1])).ShouldBe(message);
        }

        random.Randint(0, 100).ShouldBe(44);
    }

    [Theory]
    [InlineData(int.MinValue - 1L, 0)]
    [InlineData(0, int.MaxValue + 2L)]
    public void A_range_beyond_32_bits_does_not_go_into_integers_of_32_bits(long low, long high) =>
        Refusal(() => new RandomState(0).Randint(low, high, new int[1]))
            .ShouldBe($"randint from {low} to {high} (exclusive) is beyond int32: draw into a Span<long>");

    private static string Refusal(Action act)
    {
        ComputeException refusal = Should.Throw<ComputeException>(act);
        refusal.Kind.ShouldBe(ErrorKind.InvalidArgument);
        return refusal.Message;
    }

    private static ulong CheckOf(long[] values) =>
        values.Aggregate(0UL, (check, value) => unchecked((31 * check) + (ulong)value));
}
