using ActorCompute.Kernels.Elementwise.Drivers;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Functions;

/// <summary>Runs operators of float64 at both widths, which have to agree.</summary>
internal static unsafe class OperatorRunner
{
    private delegate int Kernel(void** arguments, void* result, int count);

    /// <summary>The results; fails the test if they depend on the width.</summary>
    public static double[] Run<TOperator>(params double[] x)
        where TOperator : struct, IUnaryOperator<double> => RunBoth(
            Driver<UnaryStep<double, TOperator, Simd512<double>>, CachedStore>.Run,
            Driver<UnaryStep<double, TOperator, Simd256<double>>, CachedStore>.Run,
            x,
            x);

    /// <summary>The same of two arguments.</summary>
    public static double[] RunBinary<TOperator>(double[] x, double[] y)
        where TOperator : struct, IBinaryOperator<double> => RunBoth(
            Driver<BinaryStep<double, TOperator, Simd512<double>>, CachedStore>.Run,
            Driver<BinaryStep<double, TOperator, Simd256<double>>, CachedStore>.Run,
            x,
            y);

    /// <summary>What tells -0.0 from 0.0, and NaN from nothing.</summary>
    public static long[] Bits(double[] values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    private static double[] RunBoth(Kernel wide, Kernel narrow, double[] x, double[] y)
    {
        var results = new double[x.Length];
        var others = new double[x.Length];
        fixed (double* px = x, py = y, pResults = results, pOthers = others)
        {
            void** arguments = stackalloc void*[] { px, py };
            wide(arguments, pResults, x.Length);
            narrow(arguments, pOthers, x.Length);
        }

        Bits(others).ShouldBe(Bits(results));
        return results;
    }
}
