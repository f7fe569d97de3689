using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise.Operators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>
/// The functions of bools: as in NumPy, + and maximum are "or", * and minimum are "and", false is less than true.
/// </summary>
internal static class BoolKernels
{
    /// <summary>The kernel of a function, or null if it has no meaning for bools.</summary>
    public static ElementKernel? Find(Function function, VectorWidth width) =>
        FindUnary(function, width) ?? FindBinary(function, width);

    private static ElementKernel? FindUnary(Function function, VectorWidth width)
    {
        double cost = Cost.Move<byte>();
        return function switch
        {
            Function.Invert => KernelFactory.Unary<byte, Not>(width, cost),
            Function.Absolute or Function.Floor or Function.Ceil or Function.Trunc =>
                KernelFactory.Unary<byte, Copy<byte>>(width, cost),
            Function.Isnan => KernelFactory.Test<byte, IsNaN<byte>>(width, cost),
            Function.Isinf => KernelFactory.Test<byte, IsInfinite<byte>>(width, cost),
            Function.Isfinite => KernelFactory.Test<byte, IsFinite<byte>>(width, cost),
            _ => null,
        };
    }

    private static ElementKernel? FindBinary(Function function, VectorWidth width)
    {
        double cost = Cost.Move<byte>();
        return function switch
        {
            Function.BitwiseAnd or Function.Multiply or Function.Minimum =>
                KernelFactory.Binary<byte, OnBools<And<byte>>>(width, cost),
            Function.BitwiseOr or Function.Add or Function.Maximum =>
                KernelFactory.Binary<byte, OnBools<Or<byte>>>(width, cost),
            Function.Less => KernelFactory.Comparison<byte, OnBools<Less<byte>>>(width, cost),
            Function.LessEqual => KernelFactory.Comparison<byte, OnBools<LessEqual<byte>>>(width, cost),
            Function.Greater => KernelFactory.Comparison<byte, OnBools<Greater<byte>>>(width, cost),
            Function.GreaterEqual => KernelFactory.Comparison<byte, OnBools<GreaterEqual<byte>>>(width, cost),
            Function.Equal => KernelFactory.Comparison<byte, OnBools<Equal<byte>>>(width, cost),
            Function.NotEqual => KernelFactory.Comparison<byte, OnBools<NotEqual<byte>>>(width, cost),
            Function.Where => KernelFactory.Where<byte>(width, cost),
            _ => null,
        };
    }
}
