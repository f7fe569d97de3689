using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise.Operators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>The comparisons of numbers.</summary>
internal static class ComparisonKernels
{
    /// <summary>The kernel of a comparison, or null if the function is none.</summary>
    public static ElementKernel? Find<T>(Function function, VectorWidth width)
        where T : unmanaged => function switch
        {
            Function.Less => KernelFactory.Comparison<T, Less<T>>(width, Cost.Test),
            Function.LessEqual => KernelFactory.Comparison<T, LessEqual<T>>(width, Cost.Test),
            Function.Greater => KernelFactory.Comparison<T, Greater<T>>(width, Cost.Test),
            Function.GreaterEqual => KernelFactory.Comparison<T, GreaterEqual<T>>(width, Cost.Test),
            Function.Equal => KernelFactory.Comparison<T, Equal<T>>(width, Cost.Test),
            Function.NotEqual => KernelFactory.Comparison<T, NotEqual<T>>(width, Cost.Test),
            _ => null,
        };
}
