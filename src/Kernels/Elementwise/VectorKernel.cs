using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>
/// Makes kernels for jobs out of the program's own vector operators: <c>VectorKernel.Unary&lt;double,
/// Logistic&gt;("logistic")</c>. They run as the built-in functions do; NaNs in their results become the one NaN.
/// All members are pure and thread safe, and so must the operators be.
/// </summary>
public static class VectorKernel
{
    /// <summary>A kernel of one argument.</summary>
    /// <typeparam name="T">The element of argument and result: double, float, long or int.</typeparam>
    /// <typeparam name="TOperator">The operator.</typeparam>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="ComputeException">
    /// There are no arrays of <typeparamref name="T"/> (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static LocalKernel Unary<T, TOperator>(string name)
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T> =>
        new OperatorKernel(name, 1, DTypes.Of<T>(), KernelFactory.Unary<T, TOperator>(VectorWidths.Preferred, 1));

    /// <summary>A kernel of two arguments; otherwise as <see cref="Unary{T,TOperator}"/>.</summary>
    public static LocalKernel Binary<T, TOperator>(string name)
        where T : unmanaged
        where TOperator : struct, IBinaryOperator<T> =>
        new OperatorKernel(name, 2, DTypes.Of<T>(), KernelFactory.Binary<T, TOperator>(VectorWidths.Preferred, 1));

    /// <summary>A kernel of three arguments; otherwise as <see cref="Unary{T,TOperator}"/>.</summary>
    public static LocalKernel Ternary<T, TOperator>(string name)
        where T : unmanaged
        where TOperator : struct, ITernaryOperator<T> =>
        new OperatorKernel(name, 3, DTypes.Of<T>(), KernelFactory.Ternary<T, TOperator>(VectorWidths.Preferred, 1));

    private sealed unsafe class OperatorKernel(string name, int arity, DType type, ElementKernel kernel)
        : LocalKernel(name, Enumerable.Repeat(type, arity).ToArray(), type)
    {
        public override bool WorksInPlace => true;

        public override void Invoke(void** arguments, void* result, int count) =>
            kernel.Run(arguments, result, count);
    }
}
