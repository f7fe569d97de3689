using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;
using ActorCompute.Kernels.Tests.Elementwise;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Runs functions of float64 at both widths, which have to give the same bits.</summary>
internal static class BothWidths
{
    public static double[] Run(Function function, params double[][] arguments)
    {
        Scalar[][] scalars = [.. arguments.Select(argument => argument.Select(Scalar.Of).ToArray())];
        Scalar[] wide = Run(VectorWidth.Bits512);
        Run(VectorWidth.Bits256).Select(result => result.Bits)
            .ShouldBe(wide.Select(result => result.Bits), $"{function} at 256 bits");
        return [.. wide.Select(result => result.ToDouble())];

        Scalar[] Run(VectorWidth width) => ElementRunner.Run(
            ElementKernels.Find(function, DType.Float64, width), DType.Float64, scalars);
    }

    /// <summary>What tells -0.0 from 0.0, and is equal for NaN.</summary>
    public static long BitsOf(double value) => BitConverter.DoubleToInt64Bits(value);

    /// <summary>Arguments of any bits: every exponent, subnormal numbers, infinities and NaN.</summary>
    public static double[] OfAnyBits(int seed, int count)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
            BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))];
    }
}
