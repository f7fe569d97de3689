using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Shared;

/// <summary>
/// Sums and products whose rounding error is kept as a second number: double-double arithmetic (Dekker, 1971;
/// Muller et al., Handbook of Floating-Point Arithmetic, chapter 4).
/// </summary>
internal static class Pairs
{
    /// <summary>a + b = result + low, exactly, for any a and b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sum<TVector>(TVector a, TVector b, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector sum = a + b;
        TVector part = sum - a;
        low = (a - (sum - part)) + (b - part);
        return sum;
    }

    /// <summary>
    /// a + b = result + low, exactly, where a is 0 or has an exponent not below that of b.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector SumOfOrdered<TVector>(TVector a, TVector b, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector sum = a + b;
        low = b - (sum - a);
        return sum;
    }

    /// <summary>a * b = result + low, exactly unless it underflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Product<TVector>(TVector a, TVector b, out TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector product = a * b;
        low = TVector.MultiplySubtract(a, b, product);
        return product;
    }
}
