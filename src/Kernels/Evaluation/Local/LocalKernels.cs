using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Evaluation.Local;

/// <summary>
/// Makes kernels from a program's own code: delegates over spans, or struct operators that are compiled into
/// the library's vectorized loops. Thread safe.
/// </summary>
public static class LocalKernels
{
    // What a program's operator is taken to cost; it may be anything.
    private const double NanosecondsPerElement = 1;

    /// <summary>A kernel of one array from a delegate.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="kernel">The delegate.</param>
    /// <exception cref="ComputeException">
    /// A type has no dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static LocalKernel FromSpans<T, TResult>(string name, SpanKernel<T, TResult> kernel)
        where T : unmanaged
        where TResult : unmanaged => new UnarySpanKernel<T, TResult>(name, kernel);

    /// <summary>A kernel of two arrays from a delegate.</summary>
    /// <inheritdoc cref="FromSpans{T, TResult}"/>
    public static LocalKernel FromSpans<TFirst, TSecond, TResult>(
        string name, SpanKernel<TFirst, TSecond, TResult> kernel)
        where TFirst : unmanaged
        where TSecond : unmanaged
        where TResult : unmanaged => new BinarySpanKernel<TFirst, TSecond, TResult>(name, kernel);

    /// <summary>A kernel of one array from a struct operator, which names it.</summary>
    /// <exception cref="ComputeException">
    /// The type has no dtype (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public static LocalKernel FromUnaryOperator<TOperator, T>()
        where TOperator : struct, IUnaryOperator<T>
        where T : unmanaged =>
        Of<TOperator, T>(1, KernelFactory.Unary<T, TOperator>(VectorWidths.Preferred, NanosecondsPerElement));

    /// <summary>A kernel of two arrays from a struct operator, which names it.</summary>
    /// <inheritdoc cref="FromUnaryOperator{TOperator, T}"/>
    public static LocalKernel FromBinaryOperator<TOperator, T>()
        where TOperator : struct, IBinaryOperator<T>
        where T : unmanaged =>
        Of<TOperator, T>(
            2, KernelFactory.Binary<T, TOperator>(VectorWidths.Preferred, NanosecondsPerElement));

    /// <summary>A kernel of three arrays from a struct operator, which names it.</summary>
    /// <inheritdoc cref="FromUnaryOperator{TOperator, T}"/>
    public static LocalKernel FromTernaryOperator<TOperator, T>()
        where TOperator : struct, ITernaryOperator<T>
        where T : unmanaged =>
        Of<TOperator, T>(
            3, KernelFactory.Ternary<T, TOperator>(VectorWidths.Preferred, NanosecondsPerElement));

    private static OperatorKernel Of<TOperator, T>(int arity, ElementKernel kernel) =>
        new(typeof(TOperator).Name, arity, DTypes.Of<T>(), kernel);
}
