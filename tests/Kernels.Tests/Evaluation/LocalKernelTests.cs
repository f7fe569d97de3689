using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Evaluation;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Tests.Evaluation.Typed;

namespace ActorCompute.Kernels.Tests.Evaluation;

public class LocalKernelTests
{
    [Fact]
    public void A_delegate_over_spans_takes_part_in_an_expression()
    {
        LocalKernel shift = LocalKernels.FromSpans<double, double>("shift", (source, target) =>
        {
            source.Length.ShouldBeLessThanOrEqualTo(Block.Size);
            target.Length.ShouldBe(source.Length);
            for (int i = 0; i < source.Length; i++) target[i] = source[i] + 100;
        });
        using TestSource x = TestSource.Of(Enumerable.Range(0, 9999).Select(i => (double)i).ToArray());
        TypedExpression expression = Call(Function.Negative, Local(shift, Call(Function.Square, Input(0))));
        Runs.Evaluate<double>(expression, x)
            .ShouldBe(Enumerable.Range(0, 9999).Select(i => -((1.0 * i * i) + 100)));
    }

    [Fact]
    public void A_delegate_over_two_spans_mixes_dtypes()
    {
        LocalKernel pick = LocalKernels.FromSpans<float, bool, long>("pick", (first, second, target) =>
        {
            for (int i = 0; i < target.Length; i++) target[i] = second[i] ? (long)first[i] : -1;
        });
        using TestSource x = TestSource.Of(new[] { 1.5f, 2.5f, 3.5f });
        using TestSource mask = TestSource.Of(new[] { true, false, true });
        Runs.Evaluate<long>(Local(pick, Input(0, DType.Float32), Input(1, DType.Bool)), x, mask)
            .ShouldBe([1L, -1, 3]);
    }

    [Fact]
    public void Its_bools_are_0_and_1_and_its_NaNs_are_canonical()
    {
        List<byte> seen = [];
        LocalKernel look = LocalKernels.FromSpans<bool, double>("look", (source, target) =>
        {
            seen.AddRange(System.Runtime.InteropServices.MemoryMarshal.AsBytes(source));
            target.Fill(double.NaN);
        });
        using TestSource mask = new(DType.Bool, [0, 1, 7]);
        Runs.Evaluate<long>(Local(look, Input(0, DType.Bool)), mask)
            .ShouldAllBe(bits => bits == 0x7FF8_0000_0000_0000);
        seen.ShouldBe(new byte[] { 0, 1, 1 });
    }

    [Fact]
    public void A_struct_operator_is_compiled_into_the_loops_of_the_library()
    {
        LocalKernel softsign = LocalKernels.FromUnaryOperator<Softsign, double>();
        LocalKernel difference = LocalKernels.FromBinaryOperator<DifferenceOfSquares, float>();
        softsign.Name.ShouldBe("Softsign");
        using TestSource x = TestSource.Of(Enumerable.Range(0, 5001).Select(i => i - 2500.0).ToArray());
        Runs.Evaluate<double>(Local(softsign, Input(0)), x)
            .ShouldBe(Enumerable.Range(0, 5001).Select(i => (i - 2500.0) / (1 + Math.Abs(i - 2500.0))));
        using TestSource a = TestSource.Of(new[] { 3f, 5f });
        using TestSource b = TestSource.Of(new[] { 1f, 2f });
        Runs.Evaluate<float>(Local(difference, Input(0, DType.Float32), Input(1, DType.Float32)), a, b)
            .ShouldBe([8f, 21f]);
        LocalKernel blend = LocalKernels.FromTernaryOperator<Blend, int>();
        TypedExpression[] places = [Input(0, DType.Int32), Input(1, DType.Int32), Input(2, DType.Int32)];
        using TestSource one = TestSource.Of(new[] { 1, 2 });
        Runs.Evaluate<int>(Local(blend, places), one, one, one).ShouldBe([2, 6]);
        Plan.Compile(Local(softsign, Input(0)), null).Instructions.Length.ShouldBe(1);
    }

    [Fact]
    public void A_type_without_a_dtype_is_refused() => Should.Throw<ComputeException>(
        () => LocalKernels.FromSpans<decimal, decimal>("money", (source, target) => { }))
        .Kind.ShouldBe(ErrorKind.UnsupportedType);

    private readonly struct Softsign : IUnaryOperator<double>
    {
        public static TVector Invoke<TVector>(TVector x)
            where TVector : struct, ISimd<TVector, double> => x / (TVector.One + TVector.Abs(x));
    }

    private readonly struct Blend : ITernaryOperator<int>
    {
        public static TVector Invoke<TVector>(TVector x, TVector y, TVector z)
            where TVector : struct, ISimd<TVector, int> => (x * y) + z;
    }

    private readonly struct DifferenceOfSquares : IBinaryOperator<float>
    {
        public static TVector Invoke<TVector>(TVector x, TVector y)
            where TVector : struct, ISimd<TVector, float> => (x * x) - (y * y);
    }
}
