using System.Numerics;
using ActorCompute.Kernels.Elementwise.Drivers;

namespace ActorCompute.Kernels.Elementwise.Operators;

/// <summary>C's fmod: exact, with the sign of the dividend.</summary>
internal readonly unsafe struct ScalarFmod<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A rounded quotient of so many bits is off by less than 1.
    private static int BitsPerStep => sizeof(T) == sizeof(double) ? 50 : 21;

    /// <summary>
    /// Long division: divides by the divisor times powers of two, so that each step's quotient is exact
    /// or 1 too large, and what it leaves, a multiple of the divisor's unit, is a float.
    /// </summary>
    public static T Invoke(T x, T y)
    {
        T rest = T.Abs(x);
        T divisor = T.Abs(y);
        if (!(T.IsFinite(rest) && divisor > T.Zero)) return T.NaN;
        while (rest >= divisor)
        {
            int excess = T.ILogB(rest) - T.ILogB(divisor) - BitsPerStep;
            T scaled = T.ScaleB(divisor, Math.Max(excess, 0));
            rest = T.FusedMultiplyAdd(-T.Truncate(rest / scaled), scaled, rest);
            if (rest < T.Zero) rest += scaled;
        }

        return T.CopySign(rest, x);
    }
}

/// <summary>NumPy's <c>%</c>: has the sign of the divisor.</summary>
internal readonly struct ScalarRemainder<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Invoke(T x, T y)
    {
        T remainder = ScalarFmod<T>.Invoke(x, y);
        if (y == T.Zero) return remainder;
        if (remainder == T.Zero) return T.CopySign(T.Zero, y);
        return (y < T.Zero) != (remainder < T.Zero) ? remainder + y : remainder;
    }
}

/// <summary>
/// NumPy's <c>//</c>: the quotient that belongs to its <c>%</c>, rounded down; of an infinity NaN; by zero
/// as <c>/</c>.
/// </summary>
internal readonly struct ScalarFloorDivide<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Invoke(T x, T y)
    {
        if (y == T.Zero) return x / y;
        T remainder = ScalarFmod<T>.Invoke(x, y);
        T quotient = (x - remainder) / y;
        if (remainder != T.Zero && (y < T.Zero) != (remainder < T.Zero)) quotient -= T.One;
        if (quotient == T.Zero) return T.CopySign(T.Zero, x / y);

        // Whole but for the rounding of the division.
        T floor = T.Floor(quotient);
        return quotient - floor > T.CreateTruncating(0.5) ? floor + T.One : floor;
    }
}
