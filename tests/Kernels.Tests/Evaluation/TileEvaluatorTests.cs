using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Kernels.Generators;
using ActorCompute.Kernels.Tests.Reductions;
using static ActorCompute.Kernels.Tests.Evaluation.Typed;

namespace ActorCompute.Kernels.Tests.Evaluation;

public class TileEvaluatorTests
{
    private static readonly TypedExpression Polynomial = Call(
        Function.Add,
        Call(Function.Multiply, Number(2), Input(0)),
        Call(
            Function.Multiply,
            Number(3),
            Call(Function.Square, Call(Function.Subtract, Input(1), Input(0)))));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(50_000)]
    public void An_expression_is_computed_for_every_element(int count)
    {
        double[] x = RandomNumbers(1, count);
        double[] y = RandomNumbers(2, count);
        double[] expected = [.. x.Zip(y, (a, b) => (2 * a) + (3 * ((b - a) * (b - a))))];
        foreach (bool inPlace in new[] { true, false })
        {
            foreach (int chunkBlocks in new[] { 1, 3, 1000 })
            {
                using TestSource first = TestSource.Of(x, inPlace);
                using TestSource second = TestSource.Of(y);
                using TestTarget target = new(DType.Float64, count, inPlace);
                Runs.Run(Plan.Compile(Polynomial, null), [first, second], target, count, chunkBlocks)
                    .Status.ShouldBe(RunStatus.Finished);
                target.As<double>().ShouldBe(expected);
                target.GuardsShouldBeWhole();
            }
        }
    }

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(4096)]
    public void The_tile_size_changes_no_bit(int tileSize)
    {
        TypedExpression expression = Call(Function.Hypot, Call(Function.Exp, Input(0)), Polynomial);
        using TestSource x = TestSource.Of(RandomNumbers(3, 10_000));
        using TestSource y = TestSource.Of(RandomNumbers(4, 10_000));
        using TestTarget target = new(DType.Float64, 10_000);
        Runs.Run(Plan.Compile(expression, null, tileSize), [x, y], target, 10_000);
        target.As<double>().ShouldBe(Runs.Evaluate<double>(expression, x, y));
    }

    [Fact]
    public void A_result_larger_than_the_cache_is_whole()
    {
        const int count = 1_000_003;
        double[] x = RandomNumbers(5, count);
        using TestSource source = TestSource.Of(x);
        Runs.Evaluate<double>(Call(Function.Square, Input(0)), source)
            .ShouldBe(x.Select(value => value * value));
    }

    [Fact]
    public void A_scalar_input_serves_every_element()
    {
        using TestSource x = TestSource.Of(RandomNumbers(6, 9000));
        using TestSource scalar = TestSource.Scalar(0.25);
        double[] sums = Runs.Evaluate<double>(Call(Function.Add, Input(0), Input(1)), x, scalar);
        sums.ShouldBe(RandomNumbers(6, 9000).Select(value => value + 0.25));
        Runs.Evaluate<double>(Call(Function.Add, Input(0), Input(0)), scalar).ShouldBe([0.5]);
        Plan mean = Plan.Compile(Input(0), Reduction.Mean);
        Runs.Reduce(mean, [scalar], null, 1, 1).ShouldBe(Scalar.Of(0.25));
    }

    [Fact]
    public void A_bare_input_is_copied_in_canonical_form()
    {
        double[] x = [1, BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8_0000_0000_1234)), -0.0];
        using TestSource source = TestSource.Of(x);
        Runs.Evaluate<long>(Input(0), source).ShouldBe(
            [BitConverter.DoubleToInt64Bits(1), 0x7FF8_0000_0000_0000, long.MinValue]);
        using TestSource bools = new(DType.Bool, [0, 1, 2, 255]);
        Runs.Evaluate<byte>(Input(0, DType.Bool), bools).ShouldBe(new byte[] { 0, 1, 1, 1 });
    }

    [Fact]
    public void A_bare_constant_fills_the_result()
    {
        using TestTarget target = new(DType.Float64, 5000);
        Runs.Run(Plan.Compile(Call(Function.Sqrt, Number(9)), null), [], target, 5000);
        target.As<double>().ShouldAllBe(value => value == 3);
        Runs.Reduce(Plan.Compile(Number(0.5), Reduction.Sum), [], null, 5000, 1).ShouldBe(Scalar.Of(2500.0));
    }

    [Fact]
    public void The_result_may_be_the_memory_of_an_input()
    {
        double[] x = RandomNumbers(7, 10_000);
        using TestTarget memory = new(DType.Float64, x.Length);
        memory.Write(0, System.Runtime.InteropServices.MemoryMarshal.AsBytes(x.AsSpan()));
        using TargetAsSource source = new(memory);
        TypedExpression expression = Call(
            Function.Add, Call(Function.Multiply, Input(0), Number(2)), Input(0));
        Runs.Run(Plan.Compile(expression, null), [source], memory, x.Length, 1);
        memory.As<double>().ShouldBe(x.Select(value => (value * 2) + value));
    }

    [Fact]
    public void A_source_without_memory_is_read_once_block_by_block()
    {
        using TestSource x = TestSource.Of(RandomNumbers(8, 10_000), inPlace: false);
        Plan plan = Plan.Compile(
            Call(Function.Add, Call(Function.Sin, Input(0)), Input(0)), Reduction.Sum, 512);
        Runs.Reduce(plan, [x], null, 10_000, 2);
        x.Reads.ShouldBe([(0, 32768), (4096, 32768), (8192, 8 * 1808)]);
    }

    [Fact]
    public void A_generator_feeds_a_reduction()
    {
        using ArangeSource range = new(100_001);
        Runs.Reduce(Plan.Compile(Input(0, DType.Int64), Reduction.Sum), [range], null, 100_001, 3)
            .ShouldBe(Scalar.Of(5_000_050_000L));
    }

    [Theory]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.Prod)]
    [InlineData(Reduction.Min)]
    [InlineData(Reduction.Mean)]
    [InlineData(Reduction.Var)]
    [InlineData(Reduction.Norm)]
    [InlineData(Reduction.Argmax)]
    [InlineData(Reduction.CountNonzero)]
    public void A_reduction_has_the_bits_of_the_definition_for_every_chunking_and_order(Reduction reduction)
    {
        const int count = 70_001;
        double[] x = RandomNumbers(9, count);
        using TestSource inMemory = TestSource.Of(x);
        using TestSource byCopy = TestSource.Of(x, inPlace: false);
        Scalar expected = ReferenceReduction.Of(
            reduction, DType.Float64, [.. x.Select(value => Scalar.Of(value * value))]);
        Scalar expectedBare = ReferenceReduction.Of(
            reduction, DType.Float64, [.. x.Select(value => Scalar.Of(value))]);
        Random arrival = new(10);
        foreach (int chunkBlocks in new[] { 1, 2, 3, 5, 8, 17, 18, 1000 })
        {
            foreach (int tileSize in new[] { 512, 4096 })
            {
                Plan square = Plan.Compile(Call(Function.Square, Input(0)), reduction, tileSize);
                Plan bare = Plan.Compile(Input(0), reduction, tileSize);
                foreach (TestSource source in new[] { inMemory, byCopy })
                {
                    Runs.Reduce(square, [source], null, count, chunkBlocks, arrival).ShouldBe(expected);
                    Runs.Reduce(bare, [source], null, count, chunkBlocks, arrival).ShouldBe(expectedBare);
                }
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Elements_can_be_stored_and_reduced_in_one_pass(bool inPlace)
    {
        const int count = 600_000;
        double[] x = RandomNumbers(11, count);
        using TestSource source = TestSource.Of(x);
        using TestTarget target = new(DType.Float64, count, inPlace);
        Plan plan = Plan.Compile(Call(Function.Square, Input(0)), Reduction.Max);
        Scalar max = Runs.Reduce(plan, [source], target, count, 7);
        target.As<double>().ShouldBe(x.Select(value => value * value));
        max.ToDouble().ShouldBe(x.Max(value => value * value));
    }

    [Fact]
    public void The_stop_flag_is_honoured_at_the_next_block()
    {
        StopFlag stop = new();
        int blocks = 0;
        LocalKernel stopping = LocalKernels.FromSpans<double, double>("stopping", (source, target) =>
        {
            source.CopyTo(target);
            if (++blocks == 3) stop.Request();
        });
        Plan plan = Plan.Compile(Local(stopping, Input(0)), null, Block.Size);
        using TestSource x = TestSource.Of(new double[10 * Block.Size]);
        using TestTarget target = new(DType.Float64, 10 * Block.Size);
        using EvaluationScratch scratch = new();
        RunOutcome outcome = TileEvaluator.Run(plan, [x], target, 0, 10 * Block.Size, null, stop, scratch);
        outcome.Status.ShouldBe(RunStatus.Stopped);
        blocks.ShouldBe(3);
    }

    [Fact]
    public void A_scratch_serves_plans_of_all_sizes()
    {
        using EvaluationScratch scratch = new();
        using TestSource x = TestSource.Of(RandomNumbers(12, 100));
        using TestTarget target = new(DType.Float64, 100);
        TypedExpression expression = Input(0);
        for (int size = 0; size < 6; size++)
        {
            Plan plan = Plan.Compile(expression, null);
            TileEvaluator.Run(plan, [x], target, 0, 100, null, new StopFlag(), scratch);
            scratch.Bytes.ShouldBeGreaterThanOrEqualTo(plan.ScratchBytes);
            target.As<double>().ShouldBe(RandomNumbers(12, 100).Select(value => Math.Pow(2, size) * value));
            expression = Call(Function.Add, expression, Call(Function.Multiply, expression, Number(1)));
        }
    }

    [Fact]
    public void Arguments_that_do_not_fit_the_plan_are_refused()
    {
        Plan plan = Plan.Compile(Call(Function.Sin, Input(0)), null);
        using EvaluationScratch scratch = new();
        using TestSource x = TestSource.Of(new double[5000]);
        using TestSource integers = TestSource.Of(new long[5000]);
        using TestTarget target = new(DType.Float64, 5000);
        using TestTarget small = new(DType.Float64, 10);
        StopFlag stop = new();
        ShouldRefuse([], target, 0, 10, null);
        ShouldRefuse([integers], target, 0, 10, null);
        ShouldRefuse([x], small, 0, 11, null);
        ShouldRefuse([x], target, 4096, 905, null);
        ShouldRefuse([x], target, 1, 10, null);
        ShouldRefuse([x], target, 0, -1, null);
        ShouldRefuse([x], target, 0, 10, new PartialStack());

        void ShouldRefuse(
            ElementSource[] inputs, ElementTarget output, long start, long count, PartialStack? partials) =>
            Should.Throw<ArgumentException>(
                () => TileEvaluator.Run(plan, inputs, output, start, count, partials, stop, scratch));
    }

    private static double[] RandomNumbers(int seed, int count)
    {
        Random random = new(seed);
        double[] numbers = new double[count];
        for (int place = 0; place < count; place++) numbers[place] = (random.NextDouble() * 4) - 2;
        return numbers;
    }

    /// <summary>A target's memory, seen as an input.</summary>
    private sealed unsafe class TargetAsSource(TestTarget target) : ElementSource
    {
        public override ArrayDescription Description => target.Description;

        public override void* Address => target.Address;

        public override void Read(long start, Span<byte> destination) => throw new NotSupportedException();
    }
}
