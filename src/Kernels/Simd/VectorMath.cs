using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Simd;

/// <summary>
/// Mathematical functions on vectors of float64: the building blocks of kernels. The bits of a lane's result
/// depend on that lane alone. All members are pure and thread safe; special values are those of C99, annex F
/// (sign and payload of a NaN are made the same where a result is stored, or by the function itself).
/// </summary>
/// <remarks>
/// The accuracy stated is in units in the last place of the exact result: the greatest error that searches
/// have found, rounded up.
/// For float32, compute in float64 and round: that is right to 0.5001 units.
/// </remarks>
public static partial class VectorMath
{
    /// <summary>
    /// e to the power x. Within 0.7 units; results below 2^-1022 are subnormal and within 0.85 units.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Exponentials.Exp.Invoke(x);

    /// <summary>
    /// 2 to the power x. Within 0.65 units, 0.85 where the result is subnormal; exact for integers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp2<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Exponentials.Exp2.Invoke(x);

    /// <summary>e to the power x, minus 1, accurate near 0. Within 0.55 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Expm1<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Exponentials.Expm1.Invoke(x);

    /// <summary>The hyperbolic sine. Within 0.55 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sinh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Exponentials.Sinh.Invoke(x);

    /// <summary>The hyperbolic cosine. Within 0.6 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cosh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Exponentials.Cosh.Invoke(x);

    /// <summary>The hyperbolic tangent. Within 0.55 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Exponentials.Tanh.Invoke(x);

    /// <summary>The natural logarithm. Within 0.6 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Logarithms.Log.Invoke(x);

    /// <summary>The logarithm to base 2. Within 0.6 units; exact for powers of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log2<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Logarithms.Log2.Invoke(x);

    /// <summary>The logarithm to base 10. Within 0.6 units; exact for powers of ten.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log10<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Logarithms.Log10.Invoke(x);

    /// <summary>The natural logarithm of 1 + x, accurate near 0. Within 0.6 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log1p<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Logarithms.Log1p.Invoke(x);

    /// <summary>The inverse hyperbolic sine. Within 0.6 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Asinh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Logarithms.Asinh.Invoke(x);

    /// <summary>The inverse hyperbolic cosine; NaN below 1. Within 0.65 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Acosh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Logarithms.Acosh.Invoke(x);

    /// <summary>
    /// The inverse hyperbolic tangent; infinite at 1 and -1, NaN beyond. Within 0.65 units.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atanh<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Logarithms.Atanh.Invoke(x);

    /// <summary>The sine of x radians, over the whole range. Within 0.7 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sin<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Trigonometry.Sin.Invoke(x);

    /// <summary>The cosine of x radians, over the whole range. Within 0.7 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cos<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Trigonometry.Cos.Invoke(x);

    /// <summary>The tangent of x radians, over the whole range. Within 1 unit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tan<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Trigonometry.Tan.Invoke(x);

    /// <summary>
    /// The angle in radians, from -pi/2 to pi/2, of which x is the sine; NaN beyond 1. Within 0.7 units.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Asin<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Trigonometry.Asin.Invoke(x);

    /// <summary>
    /// The angle in radians, from 0 to pi, of which x is the cosine; NaN beyond 1. Within 0.7 units.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Acos<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Trigonometry.Acos.Invoke(x);

    /// <summary>
    /// The angle in radians, from -pi/2 to pi/2, of which x is the tangent. Within 0.75 units.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atan<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Trigonometry.Atan.Invoke(x);

    /// <summary>
    /// The angle in radians, from -pi to pi, of the point with abscissa x and ordinate y. Within 0.7 units,
    /// 0.8 where it is subnormal or nearly so.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Atan2<TVector>(TVector y, TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Trigonometry.Atan2.Invoke(y, x);

    /// <summary>The cube root. Within 0.51 units; exact for cubes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Cbrt<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => Functions.Powers.Cbrt.Invoke(x);

    /// <summary>
    /// x to the power y. Within 0.8 units, and exact where the power is a float64; squares, square roots and
    /// reciprocals are rounded correctly.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Pow<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double> => Functions.Powers.Pow.Invoke(x, y);

    /// <summary>
    /// The length of the vector (x, y), without overflow on the way; infinite if either is, even beside NaN.
    /// Within 0.51 units, 0.76 where the result is subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Hypot<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double> => Functions.Powers.Hypot.Invoke(x, y);
}
