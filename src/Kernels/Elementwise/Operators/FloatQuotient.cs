using System.Numerics;
using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Elementwise.Drivers;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Elementwise.Operators;

/// <summary>
/// |x| = q |y| + r with q an integer and 0 &lt;= r &lt; |y|, both exact, by one division. r is NaN where that
/// is not known: where q is large, x infinite or NaN, or y zero, infinite or NaN. These lanes are computed
/// one by one.
/// </summary>
/// <remarks>
/// The rounded quotient, cut to an integer, is q or, if it was rounded up to an integer, q + 1. What either
/// leaves of |x| is a multiple of the lesser unit of x and y and at most |y|, hence a float: a fused step
/// finds it exactly, and where it is negative, |y| is added, exactly too.
/// </remarks>
internal readonly unsafe ref struct FloatQuotient<T, TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : struct, ISimd<TVector, T>
{
    /// <summary>q.</summary>
    public readonly TVector Magnitude;

    /// <summary>r.</summary>
    public readonly TVector Remainder;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FloatQuotient(TVector x, TVector y)
    {
        TVector a = TVector.Abs(x);
        TVector b = TVector.Abs(y);
        TVector q = TVector.Truncate(a / b);
        TVector r = TVector.MultiplyAdd(-q, b, a);
        Magnitude = TVector.SelectLess(r, TVector.Zero, q - TVector.One, q);
        r = TVector.SelectLess(r, TVector.Zero, r + b, r);
        Remainder = TVector.SelectLess(q, TVector.Create(Limit), r, TVector.Create(T.NaN));
    }

    /// <summary>True if quotient and remainder of every lane are known.</summary>
    public bool IsKnown
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => !TVector.Any(~TVector.Equal(Remainder, Remainder));
    }

    // Below it NumPy's formula for the quotient, which divides rounded numbers, gives q too.
    private static T Limit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.CreateTruncating(sizeof(T) == sizeof(double) ? 1L << 50 : 1L << 21);
    }

    /// <summary>
    /// The results, of an operator on single elements where <paramref name="remainder"/> is NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static TVector OrLaneByLane<TOperator>(TVector remainder, TVector results, TVector x, TVector y)
        where TOperator : struct, IScalarBinaryOperator<T>
    {
        T* remainders = (T*)Unsafe.AsPointer(ref remainder);
        T* lanes = (T*)Unsafe.AsPointer(ref results);
        T* dividends = (T*)Unsafe.AsPointer(ref x);
        T* divisors = (T*)Unsafe.AsPointer(ref y);
        for (int lane = 0; lane < TVector.Count; lane++)
        {
            if (T.IsNaN(remainders[lane])) lanes[lane] = TOperator.Invoke(dividends[lane], divisors[lane]);
        }

        return results;
    }
}
