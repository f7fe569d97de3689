using System.Numerics;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Reductions;

namespace ActorCompute.Kernels.Tests.Reductions;

public class BlockKernelTests
{
    public static TheoryData<Reduction, DType> Pairs()
    {
        TheoryData<Reduction, DType> pairs = [];
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (DType type in Enum.GetValues<DType>()) pairs.Add(reduction, type);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_length_has_the_bits_of_the_definition(Reduction reduction, DType type)
    {
        Random random = new(3);
        int[] lengths = [.. Enumerable.Range(1, 200), 4095, 4096, 4097, 12289, 3 * 4096, 20_000];
        foreach (int length in lengths)
        {
            foreach (bool hasSpecials in new[] { false, true })
            {
                Scalar[] elements = Elements.Random(random, type, length, hasSpecials);
                Scalar expected = ReferenceReduction.Of(reduction, type, elements);
                Reduce(reduction, type, elements)
                    .ShouldBe(expected, $"{length} elements, specials: {hasSpecials}");
            }
        }
    }

    [Theory]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.Min)]
    [InlineData(Reduction.Max)]
    public void A_zero_keeps_its_sign(Reduction reduction)
    {
        foreach (int length in new[] { 1, 31, 32, 33, 4096, 4100 })
        {
            Scalar[] elements = new Scalar[length];
            Array.Fill(elements, Scalar.Of(-0.0));
            Reduce(reduction, DType.Float64, elements).ShouldBe(Scalar.Of(-0.0));
        }
    }

    [Fact]
    public void A_NaN_anywhere_is_found()
    {
        foreach (int length in new[] { 1, 7, 8, 9, 33, 65, 4096, 4097 })
        {
            for (int place = 0; place < length; place = (place * 2) + 1)
            {
                Scalar[] elements = new Scalar[length];
                Array.Fill(elements, Scalar.Of(1.0));
                elements[place] = Scalar.Of(double.NaN);
                Reduce(Reduction.Min, DType.Float64, elements).ToString().ShouldBe("nan");
                Reduce(Reduction.Max, DType.Float64, elements).ToString().ShouldBe("nan");
                Reduce(Reduction.Argmin, DType.Float64, elements).ShouldBe(Scalar.Of((long)place));
                Reduce(Reduction.Argmax, DType.Float64, elements).ShouldBe(Scalar.Of((long)place));
            }
        }
    }

    [Fact]
    public unsafe void Any_byte_but_zero_is_true()
    {
        byte[] bytes = new byte[100];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i % 4 == 0 ? 0 : 250 + (i % 4));
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            Scalar[] canonical = [.. bytes.Select(element => Scalar.Of(element != 0))];
            Reduce(reduction, DType.Bool, bytes)
                .ShouldBe(Reduce(reduction, DType.Bool, canonical), reduction.ToString());
        }
    }

    [Fact]
    public void The_sum_of_many_numbers_is_exact_to_a_few_units()
    {
        Random random = new(4);
        Scalar[] elements = Elements.Random(random, DType.Float64, 1_000_000, false);
        BigInteger exact = 0;
        double magnitude = 0;
        foreach (Scalar element in elements)
        {
            // Multiples of 2^-60 are exact for numbers below 20 down to 2^-7; what is lost below is under
            // 1e-12.
            exact += new BigInteger(Math.ScaleB(element.ToDouble(), 60));
            magnitude += Math.Abs(element.ToDouble());
        }

        double expected = Math.ScaleB((double)exact, -60);
        double error = Math.Abs(Reduce(Reduction.Sum, DType.Float64, elements).ToDouble() - expected);

        // 128 additions in a lane, 5 halvings, 8 levels: far below what adding one by one may lose.
        error.ShouldBeLessThan(magnitude * 141 * Math.ScaleB(1, -53));
    }

    [Fact]
    public void A_variance_survives_a_large_offset()
    {
        Random random = new(5);
        long[] small = [.. Enumerable.Range(0, 100_000).Select(_ => (long)random.Next(1000))];
        Scalar[] elements = [.. small.Select(value => Scalar.Of(1e12 + value))];
        BigInteger sum = small.Aggregate(BigInteger.Zero, (total, value) => total + value);
        BigInteger squares = small.Aggregate(BigInteger.Zero, (total, value) => total + (value * value));
        double exact = (double)((small.Length * squares) - (sum * sum)) / small.Length / small.Length;
        Reduce(Reduction.Var, DType.Float64, elements).ToDouble().ShouldBe(exact, exact * 1e-9);
    }

    [Fact]
    public void The_variance_of_equal_elements_is_zero()
    {
        Scalar[] elements = new Scalar[10_000];
        Array.Fill(elements, Scalar.Of(0.5));
        Reduce(Reduction.Var, DType.Float64, elements).ShouldBe(Scalar.Of(0.0));
        Reduce(Reduction.Std, DType.Float32, [.. elements.Select(x => x.ConvertTo(DType.Float32))])
            .ShouldBe(Scalar.Of(0f));
    }

    private static Scalar Reduce(Reduction reduction, DType type, IReadOnlyList<Scalar> elements) =>
        Reduce(reduction, type, Elements.ToBytes(type, elements));

    // As the evaluator does it: in tiles, and where elements are read in place, in blocks.
    private static Scalar Reduce(Reduction reduction, DType type, byte[] bytes)
    {
        Scalar inBlocks = Reduce(reduction, type, bytes, Block.Size);
        if (BlockKernels.Find(reduction, type).NeedsWholeBlock) return inBlocks;
        Reduce(reduction, type, bytes, 512).ShouldBe(inBlocks);
        return inBlocks;
    }

    private static unsafe Scalar Reduce(Reduction reduction, DType type, byte[] bytes, int tileSize)
    {
        long count = bytes.Length / type.ItemSize();
        PartialStack stack = new();
        stack.Start(reduction, type, 0, Block.CountFor(count));
        BlockKernel kernel = BlockKernels.Find(reduction, type);
        BlockState state = new(reduction, type);
        fixed (byte* elements = bytes)
        {
            for (long start = 0; start < count; start += tileSize)
            {
                int tileCount = (int)Math.Min(tileSize, count - start);
                kernel.Add(elements + (start * type.ItemSize()), tileCount, start, &state);
                bool isBlockDone = (start + tileCount) % Block.Size == 0 || start + tileCount == count;
                if (isBlockDone) stack.Push(kernel.Finish(&state));
            }
        }

        stack.Nodes.Length.ShouldBe(1);
        return ReductionAlgebra.Finish(reduction, type, stack.Nodes[0].State, count).Value;
    }
}
