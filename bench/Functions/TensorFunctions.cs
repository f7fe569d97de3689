using System.Numerics;
using System.Numerics.Tensors;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Bench.Functions;

internal delegate void UnaryTensor<T>(ReadOnlySpan<T> x, Span<T> result);

internal delegate void BinaryTensor<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result);

/// <summary>The functions of System.Numerics.Tensors that correspond to ours.</summary>
internal static class TensorFunctions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Dictionary<Function, UnaryTensor<T>> s_unary = new()
    {
        [Function.Exp] = TensorPrimitives.Exp,
        [Function.Exp2] = TensorPrimitives.Exp2,
        [Function.Expm1] = TensorPrimitives.ExpM1,
        [Function.Log] = TensorPrimitives.Log,
        [Function.Log2] = TensorPrimitives.Log2,
        [Function.Log10] = TensorPrimitives.Log10,
        [Function.Log1p] = TensorPrimitives.LogP1,
        [Function.Sin] = TensorPrimitives.Sin,
        [Function.Cos] = TensorPrimitives.Cos,
        [Function.Tan] = TensorPrimitives.Tan,
        [Function.Arcsin] = TensorPrimitives.Asin,
        [Function.Arccos] = TensorPrimitives.Acos,
        [Function.Arctan] = TensorPrimitives.Atan,
        [Function.Sinh] = TensorPrimitives.Sinh,
        [Function.Cosh] = TensorPrimitives.Cosh,
        [Function.Tanh] = TensorPrimitives.Tanh,
        [Function.Arcsinh] = TensorPrimitives.Asinh,
        [Function.Arccosh] = TensorPrimitives.Acosh,
        [Function.Arctanh] = TensorPrimitives.Atanh,
        [Function.Cbrt] = TensorPrimitives.Cbrt,
    };

    private static readonly Dictionary<Function, BinaryTensor<T>> s_binary = new()
    {
        [Function.Power] = TensorPrimitives.Pow,
        [Function.Arctan2] = TensorPrimitives.Atan2,
        [Function.Hypot] = TensorPrimitives.Hypot,
        [Function.Fmod] = TensorPrimitives.Remainder,
    };

    /// <summary>True if there is such a function.</summary>
    public static bool Has(Function function) => s_unary.ContainsKey(function) || s_binary.ContainsKey(function);

    public static void Run(Function function, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        if (s_unary.TryGetValue(function, out UnaryTensor<T>? unary)) unary(x, result);
        else s_binary[function](x, y, result);
    }
}
