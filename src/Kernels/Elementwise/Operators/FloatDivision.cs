using System.Numerics;
using ActorCompute.Kernels.Elementwise.Drivers;

namespace ActorCompute.Kernels.Elementwise.Operators;

/// <summary>C's fmod: exact, with the sign of the dividend.</summary>
internal readonly struct FloatFmod<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Invoke(T x, T y) => x % y;
}

/// <summary>NumPy's <c>%</c>: has the sign of the divisor.</summary>
internal readonly struct FloatRemainder<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Invoke(T x, T y)
    {
        T remainder = x % y;
        if (y == T.Zero) return remainder;
        if (remainder == T.Zero) return T.CopySign(T.Zero, y);
        return (y < T.Zero) != (remainder < T.Zero) ? remainder + y : remainder;
    }
}

/// <summary>
/// NumPy's <c>//</c>: the quotient that belongs to its <c>%</c>, rounded down; of an infinity NaN; by zero as <c>/</c>.
/// </summary>
internal readonly struct FloatFloorDivide<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Invoke(T x, T y)
    {
        if (y == T.Zero) return x / y;
        T remainder = x % y;
        T quotient = (x - remainder) / y;
        if (remainder != T.Zero && (y < T.Zero) != (remainder < T.Zero)) quotient -= T.One;
        if (quotient == T.Zero) return T.CopySign(T.Zero, x / y);

        // Whole but for the rounding of the division.
        T floor = T.Floor(quotient);
        return quotient - floor > T.CreateTruncating(0.5) ? floor + T.One : floor;
    }
}
