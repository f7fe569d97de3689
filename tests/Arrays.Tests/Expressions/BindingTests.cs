using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

public unsafe class BindingTests
{
    private static readonly LocalKernel _kernel = new Blend();

    [Fact]
    public void Variables_become_places_among_the_inputs_and_unused_inputs_do_no_harm() =>
        Trees.Show(ExpressionTyping.Bind(
            ArrayExpression.Parse("y - x"), [("x", DType.Int32), ("z", DType.Bool), ("y", DType.Int32)]))
            .ShouldBe("subtract(c, a)");

    [Theory]
    [InlineData("temprature + 1", "did you mean temperature?")]
    [InlineData("true", "did you mean True?")]
    [InlineData("zzz", "the inputs are temperature, x")]
    [InlineData("sin + 1", "as a function it takes 1 argument in parentheses")]
    public void An_unknown_variable_comes_with_the_nearest_input(string text, string advice)
    {
        ComputeException error = Trees.ErrorOf(() => ExpressionTyping.Bind(
            ArrayExpression.Parse(text), [("temperature", DType.Float64), ("x", DType.Float64)]));
        error.Kind.ShouldBe(ErrorKind.UnknownName);
        error.Message.ShouldContain(advice);
    }

    [Fact]
    public void An_unknown_variable_without_inputs_is_told_so() =>
        Trees.ErrorOf(() => Trees.Bind("x + 1")).Message.ShouldBe(
            "'x' in the expression is not an input: there are no inputs");

    [Fact]
    public void An_input_that_the_language_reads_as_a_constant_is_refused() =>
        Trees.ErrorOf(() => ExpressionTyping.Bind(ArrayExpression.Parse("e * 2"), [("e", DType.Float64)]))
            .Kind.ShouldBe(ErrorKind.InvalidArgument);

    [Fact]
    public void A_parameter_of_a_lambda_may_have_the_name_of_a_constant() =>
        Trees.Show(ExpressionTyping.Bind(ArrayExpression.From((double e) => e * 2), [("e", DType.Float64)]))
            .ShouldBe("multiply(a, 2:float64)");

    [Fact]
    public void Two_inputs_of_one_name_are_refused() =>
        Trees.ErrorOf(() => ExpressionTyping.Bind(
            ArrayExpression.Parse("x"), [("x", DType.Float64), ("x", DType.Int32)]))
            .Kind.ShouldBe(ErrorKind.InvalidArgument);

    [Fact]
    public void A_kernel_of_the_programs_own_takes_arguments_of_its_dtypes()
    {
        ArrayExpression x = new ArrayExpression.Variable("a");
        ArrayExpression one = ArrayExpression.Parse("1");
        ArrayExpression tree = new ArrayExpression.Local(_kernel, x, one);
        TypedExpression typed = ExpressionTyping.Bind(tree, [("a", DType.Float64)]);
        Trees.Show(typed).ShouldBe("blend(a, 1:int32)");
        typed.Type.ShouldBe(DType.Float32);
        tree.ToString().ShouldBe("blend(a, 1)");
    }

    [Theory]
    [InlineData("a", "1", DType.Float32, "argument 1 of the kernel blend is float32, not float64, in 'blend(a, 1)'")]
    [InlineData("a", "a", DType.Float64, "argument 2 of the kernel blend is float64, not int32,")]
    [InlineData("a", "1.5", DType.Float64, "argument 2 of the kernel blend is a float number, not int32,")]
    [InlineData("a", "3000000000", DType.Float64, "argument 2 of the kernel blend is an integer number, not int32,")]
    public void A_kernel_of_the_programs_own_refuses_other_dtypes(
        string first, string second, DType type, string text)
    {
        ArrayExpression tree = new ArrayExpression.Local(
            _kernel, ArrayExpression.Parse(first), ArrayExpression.Parse(second));
        ComputeException error = Trees.ErrorOf(() => ExpressionTyping.Bind(tree, [("a", type)]));
        error.Kind.ShouldBe(ErrorKind.UnsupportedType);
        error.Message.ShouldContain(text);
    }

    [Fact]
    public void A_kernel_of_the_programs_own_must_have_its_number_of_arguments() =>
        Trees.ErrorOf(() => new ArrayExpression.Local(_kernel)).Message
            .ShouldBe("blend takes 2 arguments, and 0 are given");

    private sealed class Blend() : LocalKernel("blend", [DType.Float64, DType.Int32], DType.Float32)
    {
        public override void Invoke(void** arguments, void* result, int count)
        {
        }
    }
}
