using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise.Operators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>
/// Pairs of arithmetic operations in one pass: alone, most take no more than their loads and stores.
/// </summary>
internal static class JoinedKernels
{
    /// <summary>True for a function that can be one of a pair, of this dtype.</summary>
    public static bool CanJoin(Function function, DType type) => function switch
    {
        Function.Add or Function.Subtract or Function.Multiply or Function.Minimum or Function.Maximum =>
            type != DType.Bool,
        Function.TrueDivide => type is DType.Float64 or DType.Float32,
        _ => false,
    };

    /// <summary>True if the arguments of a function that can be joined may change places.</summary>
    public static bool IsCommutative(Function function) =>
        function is not (Function.Subtract or Function.TrueDivide);

    /// <summary>The kernel of two functions that can be joined, on arguments of their dtype.</summary>
    public static ElementKernel Find(Join join, DType type) => Find(join, type, VectorWidths.Preferred);

    /// <inheritdoc cref="Find(Join, DType)"/>
    public static ElementKernel Find(Join join, DType type, VectorWidth width) => type switch
    {
        DType.Float64 => OfInner<double>(join, width),
        DType.Float32 => OfInner<float>(join, width),
        DType.Int64 => OfInner<long>(join, width),
        DType.Int32 => OfInner<int>(join, width),
        _ => throw new ArgumentException($"{type.Name()} has no joined kernels", nameof(type)),
    };

    private static ElementKernel OfInner<T>(Join join, VectorWidth width)
        where T : unmanaged => join.Inner switch
        {
            Function.Add => OfOuter<T, Add<T>>(join, width),
            Function.Subtract => OfOuter<T, Subtract<T>>(join, width),
            Function.Multiply => OfOuter<T, Multiply<T>>(join, width),
            Function.TrueDivide => OfOuter<T, Divide<T>>(join, width),
            Function.Minimum => OfOuter<T, Minimum<T>>(join, width),
            Function.Maximum => OfOuter<T, Maximum<T>>(join, width),
            _ => throw new ArgumentException($"{join.Inner} cannot be joined", nameof(join)),
        };

    private static ElementKernel OfOuter<T, TInner>(Join join, VectorWidth width)
        where T : unmanaged
        where TInner : struct, IBinaryOperator<T> => join.Outer switch
        {
            Function.Add => Of<T, TInner, Add<T>>(join, width),
            Function.Subtract => Of<T, TInner, Subtract<T>>(join, width),
            Function.Multiply => Of<T, TInner, Multiply<T>>(join, width),
            Function.TrueDivide => Of<T, TInner, Divide<T>>(join, width),
            Function.Minimum => Of<T, TInner, Minimum<T>>(join, width),
            Function.Maximum => Of<T, TInner, Maximum<T>>(join, width),
            _ => throw new ArgumentException($"{join.Outer} cannot be joined", nameof(join)),
        };

    private static ElementKernel Of<T, TInner, TOuter>(Join join, VectorWidth width)
        where T : unmanaged
        where TInner : struct, IBinaryOperator<T>
        where TOuter : struct, IBinaryOperator<T>
    {
        bool divides = join.Inner == Function.TrueDivide || join.Outer == Function.TrueDivide;
        double cost = divides ? Cost.Divide : 1.5 * Cost.Move<T>();
        return join.InnerIsSecond
            ? KernelFactory.Ternary<T, InnerSecond<T, TInner, TOuter>>(width, cost)
            : KernelFactory.Ternary<T, InnerFirst<T, TInner, TOuter>>(width, cost);
    }
}
