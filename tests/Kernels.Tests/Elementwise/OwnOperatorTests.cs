using ActorCompute.Arrays;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Elementwise;

public class OwnOperatorTests
{
    private readonly struct Logistic : IUnaryOperator<double>
    {
        public static V Invoke<V>(V x)
            where V : struct, ISimd<V, double> => V.One / (V.One + VectorMath.Exp(-x));
    }

    private readonly struct Horner : ITernaryOperator<float>
    {
        public static V Invoke<V>(V x, V y, V z)
            where V : struct, ISimd<V, float> => V.MultiplyAdd(x, y, z);
    }

    private readonly struct LargeIntegers : IBinaryOperator<long>
    {
        public static V Invoke<V>(V x, V y)
            where V : struct, ISimd<V, long> => V.Select(V.Less(x, y), V.Create(1_000_000_000_000), x - y);
    }

    [Fact]
    public void An_operator_of_ten_lines_is_a_kernel_at_every_width_and_length()
    {
        foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
        {
            ElementKernel kernel = KernelFactory.Unary<double, Logistic>(width, cost: 1);
            for (int count = 0; count < 40; count++)
            {
                double[] points = [.. Enumerable.Range(0, count).Select(index => (index - 20) * 0.7)];
                Scalar[] results = ElementRunner.Run(kernel, DType.Float64, [[.. points.Select(Scalar.Of)]]);
                for (int index = 0; index < count; index++)
                {
                    results[index].ToDouble().ShouldBe(1 / (1 + Math.Exp(-points[index])), 1e-15);
                }
            }
        }
    }

    [Fact]
    public void Operators_of_two_and_three_arguments_work_on_other_dtypes()
    {
        Scalar[] x = [Scalar.Of(3f), Scalar.Of(float.NaN), Scalar.Of(1e30f)];
        Scalar[] y = [Scalar.Of(2f), Scalar.Of(1f), Scalar.Of(1e30f)];
        Scalar nan = new(DType.Float32, 0x7FC0_0000);
        ElementKernel horner = KernelFactory.Ternary<float, Horner>(VectorWidth.Bits256, 1);
        ElementRunner.Run(horner, DType.Float32, [x, y, x])
            .ShouldBe([Scalar.Of(9f), nan, Scalar.Of(float.PositiveInfinity)]);

        ElementRunner.Run(
            KernelFactory.Binary<long, LargeIntegers>(VectorWidth.Bits512, 1),
            DType.Int64,
            [[Scalar.Of(5L), Scalar.Of(2L)], [Scalar.Of(3L), Scalar.Of(7L)]])
            .ShouldBe([Scalar.Of(2L), Scalar.Of(1_000_000_000_000)]);
    }
}
