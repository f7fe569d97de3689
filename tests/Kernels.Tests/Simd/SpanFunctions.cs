using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Tests.Simd;

internal delegate void UnarySpanFunction<T>(ReadOnlySpan<T> x, Span<T> result);

internal delegate void BinarySpanFunction<T>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, Span<T> result);

internal delegate void ScalarSpanFunction<T>(ReadOnlySpan<T> first, T second, Span<T> result);

/// <summary>The methods of VectorMath on spans, by function.</summary>
internal static class SpanFunctions
{
    public static readonly Dictionary<Function, (UnarySpanFunction<double>, UnarySpanFunction<float>)> Unary =
    new()
    {
        [Function.Exp] = (VectorMath.Exp, VectorMath.Exp),
        [Function.Exp2] = (VectorMath.Exp2, VectorMath.Exp2),
        [Function.Expm1] = (VectorMath.Expm1, VectorMath.Expm1),
        [Function.Log] = (VectorMath.Log, VectorMath.Log),
        [Function.Log2] = (VectorMath.Log2, VectorMath.Log2),
        [Function.Log10] = (VectorMath.Log10, VectorMath.Log10),
        [Function.Log1p] = (VectorMath.Log1p, VectorMath.Log1p),
        [Function.Sin] = (VectorMath.Sin, VectorMath.Sin),
        [Function.Cos] = (VectorMath.Cos, VectorMath.Cos),
        [Function.Tan] = (VectorMath.Tan, VectorMath.Tan),
        [Function.Arcsin] = (VectorMath.Asin, VectorMath.Asin),
        [Function.Arccos] = (VectorMath.Acos, VectorMath.Acos),
        [Function.Arctan] = (VectorMath.Atan, VectorMath.Atan),
        [Function.Sinh] = (VectorMath.Sinh, VectorMath.Sinh),
        [Function.Cosh] = (VectorMath.Cosh, VectorMath.Cosh),
        [Function.Tanh] = (VectorMath.Tanh, VectorMath.Tanh),
        [Function.Arcsinh] = (VectorMath.Asinh, VectorMath.Asinh),
        [Function.Arccosh] = (VectorMath.Acosh, VectorMath.Acosh),
        [Function.Arctanh] = (VectorMath.Atanh, VectorMath.Atanh),
        [Function.Cbrt] = (VectorMath.Cbrt, VectorMath.Cbrt),
    };

    public static readonly Dictionary<Function, BinarySpanFunction<double>> Binary = new()
    {
        [Function.Power] = VectorMath.Pow,
        [Function.Arctan2] = VectorMath.Atan2,
        [Function.Hypot] = VectorMath.Hypot,
        [Function.Fmod] = VectorMath.Fmod,
    };

    public static readonly Dictionary<Function, BinarySpanFunction<float>> BinarySingle = new()
    {
        [Function.Power] = VectorMath.Pow,
        [Function.Arctan2] = VectorMath.Atan2,
        [Function.Hypot] = VectorMath.Hypot,
        [Function.Fmod] = VectorMath.Fmod,
    };

    public static readonly Dictionary<Function, ScalarSpanFunction<double>> Scalar = new()
    {
        [Function.Power] = VectorMath.Pow,
        [Function.Arctan2] = VectorMath.Atan2,
        [Function.Hypot] = VectorMath.Hypot,
        [Function.Fmod] = VectorMath.Fmod,
    };

    public static readonly Dictionary<Function, ScalarSpanFunction<float>> ScalarSingle = new()
    {
        [Function.Power] = VectorMath.Pow,
        [Function.Arctan2] = VectorMath.Atan2,
        [Function.Hypot] = VectorMath.Hypot,
        [Function.Fmod] = VectorMath.Fmod,
    };
}
