using System.Numerics;
using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Elementwise.Drivers;

namespace ActorCompute.Kernels.Elementwise.Operators;

/// <summary>NumPy's <c>//</c>: rounds down; by zero gives 0, and the least integer by -1 wraps to itself.</summary>
internal readonly struct IntegerFloorDivide<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Invoke(T x, T y)
    {
        if (y == T.Zero) return T.Zero;
        if (y == T.NegativeOne) return unchecked(-x);
        T quotient = x / y;
        bool isRoundedUp = T.IsNegative(x) != T.IsNegative(y) && quotient * y != x;
        return isRoundedUp ? quotient - T.One : quotient;
    }
}

/// <summary>NumPy's <c>%</c>: has the sign of the divisor; by zero gives 0.</summary>
internal readonly struct IntegerRemainder<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Invoke(T x, T y)
    {
        T remainder = IntegerFmod<T>.Invoke(x, y);
        return remainder != T.Zero && T.IsNegative(remainder) != T.IsNegative(y) ? remainder + y : remainder;
    }
}

/// <summary>C's <c>%</c>: has the sign of the dividend; by zero gives 0, as in NumPy.</summary>
internal readonly struct IntegerFmod<T> : IScalarBinaryOperator<T>
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
{
    // The processor traps on a division by zero and of the least integer by -1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Invoke(T x, T y) => y == T.Zero || y == T.NegativeOne ? T.Zero : x % y;
}

/// <summary>x to the power y, wrapping. Fails for negative y, as NumPy does.</summary>
internal readonly struct IntegerPower<T> : ICheckedOperator<T>
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInvoke(T x, T y, out T result)
    {
        result = T.One;
        if (T.IsNegative(y)) return false;
        for (T exponent = y; exponent != T.Zero; exponent >>= 1)
        {
            if (T.IsOddInteger(exponent)) result = unchecked(result * x);
            x = unchecked(x * x);
        }

        return true;
    }
}

/// <summary>C#'s <c>/</c>: fails where C# throws.</summary>
internal readonly struct CheckedQuotient<T> : ICheckedOperator<T>
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>, IMinMaxValue<T>
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInvoke(T x, T y, out T result)
    {
        bool succeeds = y != T.Zero && (y != T.NegativeOne || x != T.MinValue);
        result = succeeds ? x / y : T.Zero;
        return succeeds;
    }
}

/// <summary>C#'s <c>%</c>: fails where C# throws.</summary>
internal readonly struct CheckedRemainder<T> : ICheckedOperator<T>
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>, IMinMaxValue<T>
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInvoke(T x, T y, out T result)
    {
        bool succeeds = y != T.Zero && (y != T.NegativeOne || x != T.MinValue);
        result = succeeds ? x % y : T.Zero;
        return succeeds;
    }
}

/// <summary><c>Math.Abs</c>: fails for the least integer.</summary>
internal readonly struct CheckedAbsolute<T> : ICheckedOperator<T>
    where T : unmanaged, IBinaryInteger<T>, ISignedNumber<T>, IMinMaxValue<T>
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryInvoke(T x, T y, out T result)
    {
        result = T.IsNegative(x) ? unchecked(-x) : x;
        return x != T.MinValue;
    }
}
