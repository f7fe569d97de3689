using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Evaluation.Local;
using static ActorCompute.Kernels.Tests.Evaluation.Typed;

namespace ActorCompute.Kernels.Tests.Evaluation;

public class PlanTests
{
    [Fact]
    public void A_common_subexpression_is_computed_once()
    {
        long elements = 0;
        LocalKernel counting = LocalKernels.FromSpans<double, double>("counting", (source, target) =>
        {
            elements += source.Length;
            source.CopyTo(target);
        });

        // Equal trees, built apart.
        TypedExpression sum = Call(
            Function.Add,
            Call(Function.Sin, Local(counting, Call(Function.Exp, Input(0)))),
            Call(Function.Square, Local(counting, Call(Function.Exp, Input(0)))));
        using TestSource x = TestSource.Of(new double[10_000]);
        Runs.Evaluate<double>(sum, x);
        elements.ShouldBe(10_000);

        // The function, exp, sin, and the square with the sum.
        Plan.Compile(sum, null).Instructions.Length.ShouldBe(4);
    }

    [Fact]
    public void Different_constants_functions_types_and_inputs_stay_apart()
    {
        TypedExpression[] different =
        [
            Call(Function.Add, Input(0), Number(0.0)), Call(Function.Add, Input(0), Number(-0.0)),
            Call(Function.Subtract, Input(0), Number(0.0)), Call(Function.Add, Input(1), Number(0.0)),
            Cast(Input(2, DType.Int32), DType.Float64), Cast(Input(3, DType.Int64), DType.Float64),
        ];
        TypedExpression all = different.Aggregate((left, right) => Call(Function.Hypot, left, right));
        Plan.Compile(all, null).Instructions.Length.ShouldBe(different.Length + 5);
    }

    [Fact]
    public void Operations_on_constants_are_folded_to_the_bits_of_the_kernels()
    {
        TypedExpression constant = Call(Function.Exp, Call(Function.TrueDivide, Number(1), Number(3)));
        Plan folded = Plan.Compile(Call(Function.Multiply, constant, Input(0)), null);
        folded.Instructions.Length.ShouldBe(1);
        using TestSource third = TestSource.Of(new double[] { 1.0 / 3 });
        using TestSource one = TestSource.Of(new double[] { 1 });
        double atRunTime = Runs.Evaluate<double>(Call(Function.Exp, Input(0)), third)[0];
        Runs.Evaluate<double>(Call(Function.Multiply, constant, Input(0)), one)[0].ShouldBe(atRunTime);
    }

    [Fact]
    public void Two_arithmetic_operations_are_one_pass_unless_the_first_serves_others()
    {
        StepsOf("2*x + 1").ShouldBe(1);
        StepsOf("3*x**2").ShouldBe(1);
        StepsOf("2*x + 3*sin(x)**2").ShouldBe(3);
        StepsOf("minimum(maximum(x, 0), 1)").ShouldBe(1);
        StepsOf("1 / (x - 2)").ShouldBe(1);
        StepsOf("x + 1 + 2 + 3 + 4").ShouldBe(2);
        StepsOf("(x + 1) * (x + 1)").ShouldBe(2);
        StepsOf("hypot((x + 1) * 2, (x + 1) * 3)").ShouldBe(4);
        StepsOf("hypot(x + 1, 2)").ShouldBe(2);
    }

    [Fact]
    public void A_constant_operation_that_fails_fails_on_the_elements_only()
    {
        TypedExpression division = Call(Function.QuotientChecked, Integer(1), Integer(0));
        Plan plan = Plan.Compile(Call(Function.Add, Input(0, DType.Int64), division), null);
        using TestSource none = TestSource.Of(Array.Empty<long>());
        using TestTarget nothing = new(DType.Int64, 0);
        Runs.Run(plan, [none], nothing, 0).Status.ShouldBe(RunStatus.Finished);
        using TestSource one = TestSource.Of(new long[1]);
        using TestTarget target = new(DType.Int64, 1);
        Runs.Run(plan, [one], target, 1).Status.ShouldBe(RunStatus.Failed);
    }

    [Fact]
    public void A_long_chain_takes_one_register_and_a_shared_tree_stays_small()
    {
        TypedExpression chain = Input(0);
        for (int link = 0; link < 50_000; link++) chain = Call(Function.Sqrt, chain);
        Plan plan = Plan.Compile(chain, null);
        plan.Instructions.Length.ShouldBe(50_000);
        plan.RegisterItemSizes.Length.ShouldBe(1);

        // 2^1000 nodes if it were taken for a tree.
        TypedExpression shared = Input(0);
        for (int level = 0; level < 1000; level++) shared = Call(Function.Add, shared, shared);
        Plan.Compile(shared, null).Instructions.Length.ShouldBe(1000);
    }

    [Fact]
    public void The_plan_says_what_it_reads_gives_and_costs()
    {
        TypedExpression expression = Call(
            Function.Less, Input(0), Cast(Input(2, DType.Float32), DType.Float64));
        Plan plan = Plan.Compile(expression, Reduction.Any);
        plan.InputTypes.ShouldBe([DType.Float64, null, DType.Float32]);
        plan.ResultType.ShouldBe(DType.Bool);
        plan.Reduction.ShouldBe(Reduction.Any);
        plan.ScratchBytes.ShouldBeInRange(Block.Size * 13, 200_000);
        Plan dearer = Plan.Compile(Call(Function.Exp, Call(Function.Sin, Input(0))), null);
        dearer.NanosecondsPerElement.ShouldBeGreaterThan(
            Plan.Compile(Call(Function.Sin, Input(0)), null).NanosecondsPerElement);
    }

    [Fact]
    public void A_plan_with_many_values_has_small_tiles()
    {
        TypedExpression Deep(int level, int place) => level == 0
            ? Call(Function.Sin, Input(place))
            : Call(Function.Add, Deep(level - 1, 2 * place), Deep(level - 1, (2 * place) + 1));
        Plan.Compile(Input(0), null).TileSize.ShouldBeGreaterThan(Plan.Compile(Deep(4, 0), null).TileSize);
        (Block.Size % Plan.Compile(Deep(4, 0), null).TileSize).ShouldBe(0);
    }

    [Fact]
    public void An_input_of_two_dtypes_is_refused()
    {
        TypedExpression both = Call(Function.Add, Input(0), Cast(Input(0, DType.Int32), DType.Float64));
        Should.Throw<ArgumentException>(() => Plan.Compile(both, null));
    }

    private static int StepsOf(string text) => PlanOf(text).Instructions.Length;

    private static Plan PlanOf(string text) => Plan.Compile(
        ExpressionTyping.Bind(ArrayExpression.Parse(text), [("x", DType.Float64)]), null);
}
