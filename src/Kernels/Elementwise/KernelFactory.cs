using System.Numerics;
using ActorCompute.Kernels.Elementwise.Drivers;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>Joins operators, steps and drivers to kernels, for a vector width.</summary>
/// <remarks>Code is compiled when a kernel first runs, not when it is made.</remarks>
internal static unsafe class KernelFactory
{
    public static ElementKernel Unary<T, TOperator>(VectorWidth width, double cost)
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T> =>
        width == VectorWidth.Bits512
            ? Streaming<UnaryStep<T, TOperator, Simd512<T>>>(cost)
            : Streaming<UnaryStep<T, TOperator, Simd256<T>>>(cost);

    public static ElementKernel Binary<T, TOperator>(VectorWidth width, double cost)
        where T : unmanaged
        where TOperator : struct, IBinaryOperator<T> =>
        width == VectorWidth.Bits512
            ? Streaming<BinaryStep<T, TOperator, Simd512<T>>>(cost)
            : Streaming<BinaryStep<T, TOperator, Simd256<T>>>(cost);

    public static ElementKernel Ternary<T, TOperator>(VectorWidth width, double cost)
        where T : unmanaged
        where TOperator : struct, ITernaryOperator<T> =>
        width == VectorWidth.Bits512
            ? Streaming<TernaryStep<T, TOperator, Simd512<T>>>(cost)
            : Streaming<TernaryStep<T, TOperator, Simd256<T>>>(cost);

    /// <summary>A function of float32 by way of float64.</summary>
    public static ElementKernel WidenedUnary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IUnaryOperator<double> =>
        width == VectorWidth.Bits512
            ? Streaming<WidenedUnaryStep<TOperator, Simd512<double>, Simd512<float>>>(cost)
            : Streaming<WidenedUnaryStep<TOperator, Simd256<double>, Simd256<float>>>(cost);

    /// <summary>A function of two float32 by way of float64.</summary>
    public static ElementKernel WidenedBinary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IBinaryOperator<double> =>
        width == VectorWidth.Bits512
            ? Streaming<WidenedBinaryStep<TOperator, Simd512<double>, Simd512<float>>>(cost)
            : Streaming<WidenedBinaryStep<TOperator, Simd256<double>, Simd256<float>>>(cost);

    public static ElementKernel Where<T>(VectorWidth width, double cost)
        where T : unmanaged =>
        width == VectorWidth.Bits512
            ? Streaming<WhereStep<T, Simd512<T>>>(cost)
            : Streaming<WhereStep<T, Simd256<T>>>(cost);

    /// <summary>From numbers to bools, one at a time.</summary>
    public static ElementKernel Test<T, TOperator>(VectorWidth width, double cost)
        where T : unmanaged
        where TOperator : struct, IUnaryOperator<T> =>
        width == VectorWidth.Bits512
            ? Cached<TestStep<T, TOperator, Simd512<T>>>(cost)
            : Cached<TestStep<T, TOperator, Simd256<T>>>(cost);

    /// <summary>From numbers to bools, two at a time.</summary>
    public static ElementKernel Comparison<T, TOperator>(VectorWidth width, double cost)
        where T : unmanaged
        where TOperator : struct, IBinaryOperator<T> =>
        width == VectorWidth.Bits512
            ? Cached<ComparisonStep<T, TOperator, Simd512<T>>>(cost)
            : Cached<ComparisonStep<T, TOperator, Simd256<T>>>(cost);

    public static ElementKernel Cast<TFrom, TTo>(VectorWidth width, double cost)
        where TFrom : unmanaged
        where TTo : unmanaged =>
        width == VectorWidth.Bits512
            ? Streaming<CastStep<TFrom, TTo, Simd512<TTo>>>(cost)
            : Streaming<CastStep<TFrom, TTo, Simd256<TTo>>>(cost);

    public static ElementKernel BoolToNumber<T>(VectorWidth width, double cost)
        where T : unmanaged =>
        width == VectorWidth.Bits512
            ? Streaming<BoolToNumberStep<T, Simd512<T>>>(cost)
            : Streaming<BoolToNumberStep<T, Simd256<T>>>(cost);

    /// <summary>One pair of elements after the other.</summary>
    public static ElementKernel Scalar<T, TOperator>(double cost)
        where T : unmanaged
        where TOperator : struct, IScalarBinaryOperator<T> => Cached<ScalarBinaryStep<T, TOperator>>(cost);

    /// <summary>One that can fail.</summary>
    public static ElementKernel Checked<T, TOperator>(double cost)
        where T : unmanaged, IBinaryInteger<T>
        where TOperator : struct, ICheckedOperator<T> => new(&CheckedDriver<T, TOperator>.Run, null, cost);

    private static ElementKernel Streaming<TStep>(double cost)
        where TStep : struct, IKernelStep =>
        new(&Driver<TStep, CachedStore>.Run, &Driver<TStep, StreamingStore>.Run, cost);

    private static ElementKernel Cached<TStep>(double cost)
        where TStep : struct, IKernelStep => new(&Driver<TStep, CachedStore>.Run, null, cost);
}
