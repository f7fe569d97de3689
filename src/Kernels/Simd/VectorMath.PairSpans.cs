using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Simd;

/// <content>The functions of two arguments on spans.</content>
public static partial class VectorMath
{
    /// <summary>Each x to the power of its y.</summary>
    /// <inheritdoc cref="Exp(ReadOnlySpan{double}, Span{double})" path="/remarks"/>
    /// <param name="x">The first arguments.</param>
    /// <param name="y">The second arguments, as many.</param>
    /// <param name="result">
    /// Where the results go, as many as there are arguments: memory of its own, or that of either argument.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, or the result overlaps arguments without being the same memory.
    /// </exception>
    public static void Pow(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result) =>
        Run(Function.Power, x, y, result);

    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    public static void Pow(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result) =>
        Run(Function.Power, x, y, result);

    /// <summary>Each x to the power y.</summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"
    /// path="/remarks|/exception"/>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponent of all.</param>
    /// <param name="result">Where the results go, as many: memory of its own, or that of the span.</param>
    public static void Pow(ReadOnlySpan<double> x, double y, Span<double> result) =>
        Run(Function.Power, x, y, result);

    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, double, Span{double})"/>
    public static void Pow(ReadOnlySpan<float> x, float y, Span<float> result) =>
        Run(Function.Power, x, y, result);

    /// <summary>x to the power of each y.</summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"
    /// path="/remarks|/exception"/>
    /// <param name="x">The base of all.</param>
    /// <param name="y">The exponents.</param>
    /// <param name="result">Where the results go, as many: memory of its own, or that of the span.</param>
    public static void Pow(double x, ReadOnlySpan<double> y, Span<double> result) =>
        Run(Function.Power, x, y, result);

    /// <inheritdoc cref="Pow(double, ReadOnlySpan{double}, Span{double})"/>
    public static void Pow(float x, ReadOnlySpan<float> y, Span<float> result) =>
        Run(Function.Power, x, y, result);

    /// <summary>The angle in radians, from -pi to pi, of each point with abscissa x and ordinate y.</summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"
    /// path="/remarks|/exception"/>
    /// <param name="y">The ordinates.</param>
    /// <param name="x">The abscissas, as many.</param>
    /// <param name="result">Where the angles go: memory of its own, or that of either argument.</param>
    public static void Atan2(ReadOnlySpan<double> y, ReadOnlySpan<double> x, Span<double> result) =>
        Run(Function.Arctan2, y, x, result);

    /// <inheritdoc cref="Atan2(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    public static void Atan2(ReadOnlySpan<float> y, ReadOnlySpan<float> x, Span<float> result) =>
        Run(Function.Arctan2, y, x, result);

    /// <summary>
    /// The angle in radians, from -pi to pi, of each point with ordinate y and the same abscissa x.
    /// </summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"
    /// path="/remarks|/exception"/>
    /// <param name="y">The ordinates.</param>
    /// <param name="x">The abscissa of all.</param>
    /// <param name="result">Where the results go, as many: memory of its own, or that of the span.</param>
    public static void Atan2(ReadOnlySpan<double> y, double x, Span<double> result) =>
        Run(Function.Arctan2, y, x, result);

    /// <inheritdoc cref="Atan2(ReadOnlySpan{double}, double, Span{double})"/>
    public static void Atan2(ReadOnlySpan<float> y, float x, Span<float> result) =>
        Run(Function.Arctan2, y, x, result);

    /// <summary>The length of each vector (x, y), without overflow on the way.</summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    public static void Hypot(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result) =>
        Run(Function.Hypot, x, y, result);

    /// <inheritdoc cref="Hypot(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    public static void Hypot(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result) =>
        Run(Function.Hypot, x, y, result);

    /// <summary>The length of each vector (x, y) with the same y, without overflow on the way.</summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"
    /// path="/remarks|/exception"/>
    /// <param name="x">The first sides.</param>
    /// <param name="y">The second side of all.</param>
    /// <param name="result">Where the results go, as many: memory of its own, or that of the span.</param>
    public static void Hypot(ReadOnlySpan<double> x, double y, Span<double> result) =>
        Run(Function.Hypot, x, y, result);

    /// <inheritdoc cref="Hypot(ReadOnlySpan{double}, double, Span{double})"/>
    public static void Hypot(ReadOnlySpan<float> x, float y, Span<float> result) =>
        Run(Function.Hypot, x, y, result);

    /// <summary>What is left of each x after whole times y: exact, with the sign of x, as C's fmod.</summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    public static void Fmod(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result) =>
        Run(Function.Fmod, x, y, result);

    /// <inheritdoc cref="Fmod(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"/>
    public static void Fmod(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result) =>
        Run(Function.Fmod, x, y, result);

    /// <summary>What is left of each x after whole times the same y, as C's fmod.</summary>
    /// <inheritdoc cref="Pow(ReadOnlySpan{double}, ReadOnlySpan{double}, Span{double})"
    /// path="/remarks|/exception"/>
    /// <param name="x">The dividends.</param>
    /// <param name="y">The divisor of all.</param>
    /// <param name="result">Where the results go, as many: memory of its own, or that of the span.</param>
    public static void Fmod(ReadOnlySpan<double> x, double y, Span<double> result) =>
        Run(Function.Fmod, x, y, result);

    /// <inheritdoc cref="Fmod(ReadOnlySpan{double}, double, Span{double})"/>
    public static void Fmod(ReadOnlySpan<float> x, float y, Span<float> result) =>
        Run(Function.Fmod, x, y, result);
}
