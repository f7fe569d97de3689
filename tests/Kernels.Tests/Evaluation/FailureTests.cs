using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Evaluation.Local;
using static ActorCompute.Kernels.Tests.Evaluation.Typed;

namespace ActorCompute.Kernels.Tests.Evaluation;

public class FailureTests
{
    private const int Count = 20_000;

    [Theory]
    [InlineData(Function.QuotientChecked, "/")]
    [InlineData(Function.RemainderChecked, "%")]
    public void A_division_by_zero_names_the_element(Function function, string sign)
    {
        long[] divisors = [.. Enumerable.Range(1, Count)];
        divisors[12_345] = 0;
        using TestSource divisor = TestSource.Of(divisors);
        RunOutcome outcome = Fail(Call(function, Integer(7), Input(0, DType.Int64)), divisor);
        outcome.ErrorKind.ShouldBe(ErrorKind.KernelFailed);
        outcome.Element.ShouldBe(12_345);
        outcome.Message.ShouldNotBeNull().ShouldContain("12345");
        outcome.Message.ShouldContain(sign);
    }

    [Fact]
    public void A_negative_integer_power_names_the_element()
    {
        int[] exponents = new int[Count];
        exponents[^1] = -1;
        using TestSource exponent = TestSource.Of(exponents);
        TypedExpression two = new TypedExpression.Constant(Scalar.Of(2));
        RunOutcome outcome = Fail(Call(Function.Power, two, Input(0, DType.Int32)), exponent);
        outcome.Element.ShouldBe(Count - 1);
        outcome.Message.ShouldNotBeNull().ShouldContain("negative power");
    }

    [Fact]
    public void What_a_programs_kernel_throws_names_the_kernel_and_the_elements()
    {
        int calls = 0;
        LocalKernel faulty = LocalKernels.FromSpans<double, double>("faulty", (source, target) =>
        {
            if (++calls == 3) throw new InvalidOperationException("no luck");
        });
        using TestSource x = TestSource.Of(new double[Count]);
        using TestTarget target = new(DType.Float64, Count);
        Plan plan = Plan.Compile(Call(Function.Sin, Local(faulty, Input(0))), null, 1024);
        RunOutcome outcome = Runs.Run(plan, [x], target, Count);
        outcome.Status.ShouldBe(RunStatus.Failed);
        outcome.ErrorKind.ShouldBe(ErrorKind.KernelFailed);
        outcome.Element.ShouldBe(2048);
        outcome.Message.ShouldBe(
            "the kernel 'faulty' failed on elements 2048 to 3071: InvalidOperationException: no luck");
    }

    [Fact]
    public void A_failing_source_keeps_its_own_error()
    {
        using TestSource x = new(DType.Float64, new byte[Count * 8], inPlace: false) { FailsFrom = 8192 };
        RunOutcome outcome = Fail(Call(Function.Sin, Input(0)), x);
        outcome.ErrorKind.ShouldBe(ErrorKind.InputChanged);
        outcome.Message.ShouldBe("the file x.npy shrank");
        outcome.Element.ShouldBe(8192);
    }

    [Fact]
    public void A_failing_target_keeps_its_own_error()
    {
        using TestSource x = TestSource.Of(new double[Count]);
        using FullDisk target = new();
        RunOutcome outcome = Runs.Run(Plan.Compile(Input(0), null), [x], target, Count);
        outcome.ErrorKind.ShouldBe(ErrorKind.OutputFailed);
        outcome.Message.ShouldBe("the disk is full");
    }

    private static RunOutcome Fail(TypedExpression expression, TestSource input)
    {
        using TestTarget target = new(expression.Type, Count);
        RunOutcome outcome = Runs.Run(Plan.Compile(expression, null), [input], target, Count, 2);
        outcome.Status.ShouldBe(RunStatus.Failed);
        return outcome;
    }

    private sealed class FullDisk : ElementTarget
    {
        public override ArrayDescription Description => new(DType.Float64, new Shape(Count));

        public override void Write(long start, ReadOnlySpan<byte> elements) =>
            throw new ComputeException(ErrorKind.OutputFailed, "the disk is full");
    }
}
