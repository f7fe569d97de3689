using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Simd;

/// <content>
/// The same functions on spans: for code that has its numbers in memory, is not worth a job, and wants the
/// very bits that jobs give.
/// </content>
public static partial class VectorMath
{
    /// <summary>e to the power of each x.</summary>
    /// <remarks>
    /// By the kernels of expressions, on the calling thread: an element of the result has the same bits at
    /// any length and alignment, with 256-bit and 512-bit vectors, and in the result of a job. It is within
    /// the units in the last place that the member for vectors states (a float32 within 0.55 of its own);
    /// special values are those of C99, annex F, and every NaN is the quiet one with no payload. Thread safe
    /// as long as no other thread writes to the spans. Nothing is allocated.
    /// </remarks>
    /// <param name="x">The arguments.</param>
    /// <param name="result">
    /// Where the results go, as many as there are arguments: memory of its own, or that of the arguments.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, or the result overlaps arguments without being the same memory.
    /// </exception>
    public static void Exp(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Exp, x, result);

    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Exp(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Exp, x, result);

    /// <summary>2 to the power of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Exp2(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Exp2, x, result);

    /// <inheritdoc cref="Exp2(ReadOnlySpan{double}, Span{double})"/>
    public static void Exp2(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Exp2, x, result);

    /// <summary>e to the power of each x, minus 1, accurate near 0.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Expm1(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Expm1, x, result);

    /// <inheritdoc cref="Expm1(ReadOnlySpan{double}, Span{double})"/>
    public static void Expm1(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Expm1, x, result);

    /// <summary>The natural logarithm of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Log(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Log, x, result);

    /// <inheritdoc cref="Log(ReadOnlySpan{double}, Span{double})"/>
    public static void Log(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Log, x, result);

    /// <summary>The logarithm to base 2 of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Log2(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Log2, x, result);

    /// <inheritdoc cref="Log2(ReadOnlySpan{double}, Span{double})"/>
    public static void Log2(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Log2, x, result);

    /// <summary>The logarithm to base 10 of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Log10(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Log10, x, result);

    /// <inheritdoc cref="Log10(ReadOnlySpan{double}, Span{double})"/>
    public static void Log10(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Log10, x, result);

    /// <summary>The natural logarithm of 1 + x for each x, accurate near 0.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Log1p(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Log1p, x, result);

    /// <inheritdoc cref="Log1p(ReadOnlySpan{double}, Span{double})"/>
    public static void Log1p(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Log1p, x, result);

    /// <summary>The sine of each x, in radians, over the whole range.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Sin(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Sin, x, result);

    /// <inheritdoc cref="Sin(ReadOnlySpan{double}, Span{double})"/>
    public static void Sin(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Sin, x, result);

    /// <summary>The cosine of each x, in radians, over the whole range.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Cos(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Cos, x, result);

    /// <inheritdoc cref="Cos(ReadOnlySpan{double}, Span{double})"/>
    public static void Cos(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Cos, x, result);

    /// <summary>The tangent of each x, in radians, over the whole range.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Tan(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Tan, x, result);

    /// <inheritdoc cref="Tan(ReadOnlySpan{double}, Span{double})"/>
    public static void Tan(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Tan, x, result);

    /// <summary>
    /// The angle in radians, from -pi/2 to pi/2, of which each x is the sine; NaN beyond 1.
    /// </summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Asin(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Arcsin, x, result);

    /// <inheritdoc cref="Asin(ReadOnlySpan{double}, Span{double})"/>
    public static void Asin(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Arcsin, x, result);

    /// <summary>The angle in radians, from 0 to pi, of which each x is the cosine; NaN beyond 1.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Acos(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Arccos, x, result);

    /// <inheritdoc cref="Acos(ReadOnlySpan{double}, Span{double})"/>
    public static void Acos(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Arccos, x, result);

    /// <summary>The angle in radians, from -pi/2 to pi/2, of which each x is the tangent.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Atan(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Arctan, x, result);

    /// <inheritdoc cref="Atan(ReadOnlySpan{double}, Span{double})"/>
    public static void Atan(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Arctan, x, result);

    /// <summary>The hyperbolic sine of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Sinh(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Sinh, x, result);

    /// <inheritdoc cref="Sinh(ReadOnlySpan{double}, Span{double})"/>
    public static void Sinh(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Sinh, x, result);

    /// <summary>The hyperbolic cosine of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Cosh(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Cosh, x, result);

    /// <inheritdoc cref="Cosh(ReadOnlySpan{double}, Span{double})"/>
    public static void Cosh(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Cosh, x, result);

    /// <summary>The hyperbolic tangent of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Tanh, x, result);

    /// <inheritdoc cref="Tanh(ReadOnlySpan{double}, Span{double})"/>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Tanh, x, result);

    /// <summary>The inverse hyperbolic sine of each x.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Asinh(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Arcsinh, x, result);

    /// <inheritdoc cref="Asinh(ReadOnlySpan{double}, Span{double})"/>
    public static void Asinh(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Arcsinh, x, result);

    /// <summary>The inverse hyperbolic cosine of each x; NaN below 1.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Acosh(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Arccosh, x, result);

    /// <inheritdoc cref="Acosh(ReadOnlySpan{double}, Span{double})"/>
    public static void Acosh(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Arccosh, x, result);

    /// <summary>The inverse hyperbolic tangent of each x; infinite at 1 and -1, NaN beyond.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Atanh(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Arctanh, x, result);

    /// <inheritdoc cref="Atanh(ReadOnlySpan{double}, Span{double})"/>
    public static void Atanh(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Arctanh, x, result);

    /// <summary>The cube root of each x; exact for cubes.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})"/>
    public static void Cbrt(ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Cbrt, x, result);

    /// <inheritdoc cref="Cbrt(ReadOnlySpan{double}, Span{double})"/>
    public static void Cbrt(ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Cbrt, x, result);
}
