using System.Numerics;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise.Operators;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>
/// The functions of int64 and int32. Rounding leaves integers as they are; they are always finite.
/// </summary>
internal static class IntegerKernels
{
    /// <summary>The kernel of a function, or null if it has no meaning for integers.</summary>
    public static ElementKernel? Find<T>(Function function, VectorWidth width)
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>, IMinMaxValue<T> =>
        FindUnary<T>(function, width) ?? FindBinary<T>(function, width) ?? FindDivision<T>(function)
        ?? ComparisonKernels.Find<T>(function, width);

    private static ElementKernel? FindUnary<T>(Function function, VectorWidth width)
        where T : unmanaged => function switch
        {
            Function.Negative => KernelFactory.Unary<T, Negative<T>>(width, Cost.Move<T>()),
            Function.Invert => KernelFactory.Unary<T, Invert<T>>(width, Cost.Move<T>()),
            Function.Absolute => KernelFactory.Unary<T, Absolute<T>>(width, Cost.Move<T>()),
            Function.Sign => KernelFactory.Unary<T, Sign<T>>(width, Cost.Move<T>()),
            Function.Square => KernelFactory.Unary<T, Square<T>>(width, Cost.Move<T>()),
            Function.Reciprocal => KernelFactory.Unary<T, IntegerReciprocal<T>>(width, Cost.Move<T>()),
            Function.Floor or Function.Ceil or Function.Trunc or Function.Rint =>
                KernelFactory.Unary<T, Copy<T>>(width, Cost.Move<T>()),
            Function.Isnan => KernelFactory.Test<T, IsNaN<T>>(width, Cost.Test),
            Function.Isinf => KernelFactory.Test<T, IsInfinite<T>>(width, Cost.Test),
            Function.Isfinite => KernelFactory.Test<T, IsFinite<T>>(width, Cost.Test),
            _ => null,
        };

    private static ElementKernel? FindBinary<T>(Function function, VectorWidth width)
        where T : unmanaged => function switch
        {
            Function.Add => KernelFactory.Binary<T, Add<T>>(width, Cost.Move<T>()),
            Function.Subtract => KernelFactory.Binary<T, Subtract<T>>(width, Cost.Move<T>()),
            Function.Multiply => KernelFactory.Binary<T, Multiply<T>>(width, Cost.Move<T>()),
            Function.Minimum => KernelFactory.Binary<T, Minimum<T>>(width, Cost.Move<T>()),
            Function.Maximum => KernelFactory.Binary<T, Maximum<T>>(width, Cost.Move<T>()),
            Function.BitwiseAnd => KernelFactory.Binary<T, And<T>>(width, Cost.Move<T>()),
            Function.BitwiseOr => KernelFactory.Binary<T, Or<T>>(width, Cost.Move<T>()),
            Function.Where => KernelFactory.Where<T>(width, Cost.Convert),
            _ => null,
        };

    private static ElementKernel? FindDivision<T>(Function function)
        where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>, IMinMaxValue<T> => function switch
        {
            Function.FloorDivide => KernelFactory.Scalar<T, IntegerFloorDivide<T>>(Cost.IntegerDivide),
            Function.Remainder => KernelFactory.Scalar<T, IntegerRemainder<T>>(Cost.IntegerDivide),
            Function.Fmod => KernelFactory.Scalar<T, IntegerFmod<T>>(Cost.IntegerDivide),
            Function.Power => KernelFactory.Checked<T, IntegerPower<T>>(Cost.Scalar),
            Function.QuotientChecked => KernelFactory.Checked<T, CheckedQuotient<T>>(Cost.IntegerDivide),
            Function.RemainderChecked => KernelFactory.Checked<T, CheckedRemainder<T>>(Cost.IntegerDivide),
            Function.AbsoluteChecked => KernelFactory.Checked<T, CheckedAbsolute<T>>(Cost.Divide),
            _ => null,
        };
}
