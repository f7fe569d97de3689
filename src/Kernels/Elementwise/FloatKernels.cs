using System.Numerics;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise.Operators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>What float64 and float32 compute in their own precision.</summary>
internal static class FloatKernels
{
    /// <summary>The kernel of a function, or null if it is not among them.</summary>
    public static ElementKernel? Find<T>(Function function, VectorWidth width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FindUnary<T>(function, width) ?? FindBinary<T>(function, width) ?? FindTest<T>(function, width);

    private static ElementKernel? FindUnary<T>(Function function, VectorWidth width)
        where T : unmanaged => function switch
        {
            Function.Negative => KernelFactory.Unary<T, Negative<T>>(width, Cost.Move<T>()),
            Function.Absolute => KernelFactory.Unary<T, Absolute<T>>(width, Cost.Move<T>()),
            Function.Sign => KernelFactory.Unary<T, Sign<T>>(width, Cost.Move<T>()),
            Function.Square => KernelFactory.Unary<T, Square<T>>(width, Cost.Move<T>()),
            Function.Sqrt => KernelFactory.Unary<T, SquareRoot<T>>(width, Cost.Divide),
            Function.Reciprocal => KernelFactory.Unary<T, Reciprocal<T>>(width, Cost.Divide),
            Function.Floor => KernelFactory.Unary<T, Floor<T>>(width, Cost.Move<T>()),
            Function.Ceil => KernelFactory.Unary<T, Ceiling<T>>(width, Cost.Move<T>()),
            Function.Trunc => KernelFactory.Unary<T, Truncate<T>>(width, Cost.Move<T>()),
            Function.Rint => KernelFactory.Unary<T, RoundToInteger<T>>(width, Cost.Move<T>()),
            Function.Degrees => KernelFactory.Unary<T, Degrees<T>>(width, Cost.Move<T>()),
            Function.Radians => KernelFactory.Unary<T, Radians<T>>(width, Cost.Move<T>()),
            _ => null,
        };

    private static ElementKernel? FindBinary<T>(Function function, VectorWidth width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => function switch
        {
            Function.Add => KernelFactory.Binary<T, Add<T>>(width, Cost.Move<T>()),
            Function.Subtract => KernelFactory.Binary<T, Subtract<T>>(width, Cost.Move<T>()),
            Function.Multiply => KernelFactory.Binary<T, Multiply<T>>(width, Cost.Move<T>()),
            Function.TrueDivide => KernelFactory.Binary<T, Divide<T>>(width, Cost.Divide),
            Function.Minimum => KernelFactory.Binary<T, Minimum<T>>(width, Cost.Move<T>()),
            Function.Maximum => KernelFactory.Binary<T, Maximum<T>>(width, Cost.Move<T>()),
            Function.FloorDivide => KernelFactory.Binary<T, FloatFloorDivide<T>>(width, Cost.WholeDivide),
            Function.Remainder => KernelFactory.Binary<T, FloatRemainder<T>>(width, Cost.WholeDivide),
            Function.Fmod => KernelFactory.Binary<T, FloatFmod<T>>(width, Cost.WholeDivide),
            Function.Where => KernelFactory.Where<T>(width, Cost.Convert),
            _ => null,
        };

    private static ElementKernel? FindTest<T>(Function function, VectorWidth width)
        where T : unmanaged => function switch
        {
            Function.Isnan => KernelFactory.Test<T, IsNaN<T>>(width, Cost.Test),
            Function.Isinf => KernelFactory.Test<T, IsInfinite<T>>(width, Cost.Test),
            Function.Isfinite => KernelFactory.Test<T, IsFinite<T>>(width, Cost.Test),
            _ => ComparisonKernels.Find<T>(function, width),
        };
}
