using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;
using ActorCompute.Kernels.Tests.Accuracy;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Runs functions and operators of float64 at both widths, which have to agree.</summary>
internal static class BothWidths
{
    /// <summary>The results; fails the test if they depend on the width.</summary>
    public static double[] Run(Function function, double[] x, double[]? y = null) =>
        Run($"{function}", width => ElementKernels.Find(function, DType.Float64, width), x, y ?? x);

    /// <summary>The same of an operator of one argument.</summary>
    public static double[] Run<TOperator>(params double[] x)
        where TOperator : struct, IUnaryOperator<double> =>
        Run(typeof(TOperator).Name, width => KernelFactory.Unary<double, TOperator>(width, cost: 1), x, x);

    /// <summary>The same of an operator of two.</summary>
    public static double[] RunBinary<TOperator>(double[] x, double[] y)
        where TOperator : struct, IBinaryOperator<double> =>
        Run(typeof(TOperator).Name, width => KernelFactory.Binary<double, TOperator>(width, cost: 1), x, y);

    /// <summary>What tells -0.0 from 0.0, and is equal for NaN.</summary>
    public static long BitsOf(double value) => BitConverter.DoubleToInt64Bits(value);

    /// <summary>The same of all of them.</summary>
    public static long[] BitsOf(double[] values) => [.. values.Select(BitsOf)];

    private static double[] Run(
        string name, Func<VectorWidth, ElementKernel> kernel, double[] x, double[] y)
    {
        double[] wide = KernelRunner.Run(kernel(VectorWidth.Bits512), x, y);
        double[] narrow = KernelRunner.Run(kernel(VectorWidth.Bits256), x, y);
        BitsOf(narrow).ShouldBe(BitsOf(wide), $"{name} at 256 bits");
        return wide;
    }
}
