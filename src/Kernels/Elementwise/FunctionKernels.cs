using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Functions.Exponentials;
using ActorCompute.Kernels.Functions.Logarithms;
using ActorCompute.Kernels.Functions.Trigonometry;
using ActorCompute.Kernels.Functions.Powers;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise;

/// <summary>How a function written for float64 serves a float dtype.</summary>
internal interface IFunctionPrecision
{
    static abstract ElementKernel Unary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IUnaryOperator<double>;

    static abstract ElementKernel Binary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IBinaryOperator<double>;
}

/// <summary>Float64, as it is.</summary>
internal readonly struct Float64Precision : IFunctionPrecision
{
    public static ElementKernel Unary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IUnaryOperator<double> =>
        KernelFactory.Unary<double, TOperator>(width, cost);

    public static ElementKernel Binary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IBinaryOperator<double> =>
        KernelFactory.Binary<double, TOperator>(width, cost);
}

/// <summary>Float32, computed in float64 and rounded once.</summary>
internal readonly struct Float32Precision : IFunctionPrecision
{
    public static ElementKernel Unary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IUnaryOperator<double> =>
        KernelFactory.WidenedUnary<TOperator>(width, cost);

    public static ElementKernel Binary<TOperator>(VectorWidth width, double cost)
        where TOperator : struct, IBinaryOperator<double> =>
        KernelFactory.WidenedBinary<TOperator>(width, cost);
}

/// <summary>The mathematical functions of float64 and float32.</summary>
internal static class FunctionKernels
{
    /// <summary>The kernel of a function, or null if it is not among them.</summary>
    public static ElementKernel? Find<TPrecision>(Function function, VectorWidth width)
        where TPrecision : struct, IFunctionPrecision => function switch
        {
            Function.Exp => TPrecision.Unary<Exp>(width, Cost.Function),
            Function.Exp2 => TPrecision.Unary<Exp2>(width, Cost.Function),
            Function.Expm1 => TPrecision.Unary<Expm1>(width, Cost.Function),
            Function.Log => TPrecision.Unary<Log>(width, Cost.Function),
            Function.Log2 => TPrecision.Unary<Log2>(width, Cost.Function),
            Function.Log10 => TPrecision.Unary<Log10>(width, Cost.Function),
            Function.Log1p => TPrecision.Unary<Log1p>(width, Cost.Function),
            Function.Sin => TPrecision.Unary<Sin>(width, Cost.Function),
            Function.Cos => TPrecision.Unary<Cos>(width, Cost.Function),
            Function.Tan => TPrecision.Unary<Tan>(width, Cost.LongFunction),
            Function.Arcsin => TPrecision.Unary<Asin>(width, Cost.Function),
            Function.Arccos => TPrecision.Unary<Acos>(width, Cost.Function),
            Function.Arctan => TPrecision.Unary<Atan>(width, Cost.Function),
            Function.Sinh => TPrecision.Unary<Sinh>(width, Cost.LongFunction),
            Function.Cosh => TPrecision.Unary<Cosh>(width, Cost.LongFunction),
            Function.Tanh => TPrecision.Unary<Tanh>(width, Cost.LongFunction),
            Function.Arcsinh => TPrecision.Unary<Asinh>(width, Cost.LongFunction),
            Function.Arccosh => TPrecision.Unary<Acosh>(width, Cost.LongFunction),
            Function.Arctanh => TPrecision.Unary<Atanh>(width, Cost.LongFunction),
            Function.Cbrt => TPrecision.Unary<Cbrt>(width, Cost.LongFunction),
            Function.Power => TPrecision.Binary<Pow>(width, Cost.LongFunction),
            Function.Arctan2 => TPrecision.Binary<Atan2>(width, Cost.LongFunction),
            Function.Hypot => TPrecision.Binary<Hypot>(width, Cost.LongFunction),
            _ => null,
        };
}
