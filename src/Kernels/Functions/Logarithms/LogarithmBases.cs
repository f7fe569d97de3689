using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Coefficients;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>The base e.</summary>
internal readonly struct BaseE : ILogarithmBase
{
    public static bool IsNatural => true;

    public static double OfEHigh => 1;

    public static double OfELow => 0;

    public static double OfTwoHigh => LogarithmsCoefficients.LnOfTwoHigh;

    public static double OfTwoLow => LogarithmsCoefficients.LnOfTwoLow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfReciprocalHigh<TVector>(TVector index)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Lookup<LogarithmsCoefficients.LnOfReciprocalHigh>(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfReciprocalLow<TVector>(TVector index)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Lookup<LogarithmsCoefficients.LnOfReciprocalLow>(index);
}

/// <summary>The base 2.</summary>
internal readonly struct BaseTwo : ILogarithmBase
{
    public static bool IsNatural => false;

    public static double OfEHigh => LogarithmsCoefficients.Log2OfEHigh;

    public static double OfELow => LogarithmsCoefficients.Log2OfELow;

    public static double OfTwoHigh => LogarithmsCoefficients.Log2OfTwoHigh;

    public static double OfTwoLow => LogarithmsCoefficients.Log2OfTwoLow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfReciprocalHigh<TVector>(TVector index)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Lookup<LogarithmsCoefficients.Log2OfReciprocalHigh>(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfReciprocalLow<TVector>(TVector index)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Lookup<LogarithmsCoefficients.Log2OfReciprocalLow>(index);
}

/// <summary>The base 10.</summary>
internal readonly struct BaseTen : ILogarithmBase
{
    public static bool IsNatural => false;

    public static double OfEHigh => LogarithmsCoefficients.Log10OfEHigh;

    public static double OfELow => LogarithmsCoefficients.Log10OfELow;

    public static double OfTwoHigh => LogarithmsCoefficients.Log10OfTwoHigh;

    public static double OfTwoLow => LogarithmsCoefficients.Log10OfTwoLow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfReciprocalHigh<TVector>(TVector index)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Lookup<LogarithmsCoefficients.Log10OfReciprocalHigh>(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfReciprocalLow<TVector>(TVector index)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Lookup<LogarithmsCoefficients.Log10OfReciprocalLow>(index);
}
