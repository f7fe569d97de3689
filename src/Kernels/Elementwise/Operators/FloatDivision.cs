using System.Numerics;
using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Operators;

/// <summary>C's fmod: exact, with the sign of the dividend.</summary>
internal readonly struct FloatFmod<T> : IBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, T>
    {
        FloatQuotient<T, TVector> quotient = new(x, y);
        TVector remainder = quotient.Remainder | (x & TVector.Create(T.NegativeZero));
        return quotient.IsKnown
            ? remainder
            : FloatQuotient<T, TVector>.OrLaneByLane<ScalarFmod<T>>(quotient.Remainder, remainder, x, y);
    }
}

/// <summary>NumPy's <c>%</c>: has the sign of the divisor.</summary>
internal readonly struct FloatRemainder<T> : IBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, T>
    {
        FloatQuotient<T, TVector> quotient = new(x, y);
        TVector sign = TVector.Create(T.NegativeZero);
        TVector signOfY = y & sign;
        TVector fmod = quotient.Remainder | (x & sign);
        TVector remainder = TVector.SelectLess(fmod ^ signOfY, TVector.Zero, fmod + y, fmod);
        remainder = TVector.SelectEqual(fmod, TVector.Zero, signOfY, remainder);
        return quotient.IsKnown
            ? remainder
            : FloatQuotient<T, TVector>.OrLaneByLane<ScalarRemainder<T>>(quotient.Remainder, remainder, x, y);
    }
}

/// <summary>
/// NumPy's <c>//</c>: the quotient that belongs to its <c>%</c>, rounded down; of an infinity NaN; by zero
/// as <c>/</c>.
/// </summary>
internal readonly struct FloatFloorDivide<T> : IBinaryOperator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, T>
    {
        FloatQuotient<T, TVector> quotient = new(x, y);

        // Rounded down is rounded up in magnitude where the quotient is negative.
        TVector sign = (x ^ y) & TVector.Create(T.NegativeZero);
        TVector down = quotient.Magnitude;
        TVector up = TVector.SelectEqual(quotient.Remainder, TVector.Zero, down, down + TVector.One);
        TVector floor = TVector.SelectLess(TVector.One | sign, TVector.Zero, up, down) | sign;
        return quotient.IsKnown
            ? floor
            : FloatQuotient<T, TVector>.OrLaneByLane<ScalarFloorDivide<T>>(quotient.Remainder, floor, x, y);
    }
}
