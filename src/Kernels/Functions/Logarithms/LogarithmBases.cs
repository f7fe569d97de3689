using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.LogarithmsCoefficients;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>The base e.</summary>
internal readonly struct BaseE : ILogarithmBase
{
    public static bool IsNatural => true;

    public static double OfEHigh => 1;

    public static double OfELow => 0;

    public static double OfTwoHigh => LnOfTwoHigh;

    public static double OfTwoLow => LnOfTwoLow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reciprocal<TVector>(TVector index, out TVector logHigh, out TVector logLow)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.LookupTriples<ReciprocalAndLn, Reciprocal, LnOfReciprocalHigh, LnOfReciprocalLow>(
            index, out logHigh, out logLow);
}

/// <summary>The base 2.</summary>
internal readonly struct BaseTwo : ILogarithmBase
{
    public static bool IsNatural => false;

    public static double OfEHigh => Log2OfEHigh;

    public static double OfELow => Log2OfELow;

    public static double OfTwoHigh => Log2OfTwoHigh;

    public static double OfTwoLow => Log2OfTwoLow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reciprocal<TVector>(TVector index, out TVector logHigh, out TVector logLow)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.LookupTriples<ReciprocalAndLog2, Reciprocal, Log2OfReciprocalHigh, Log2OfReciprocalLow>(
            index, out logHigh, out logLow);
}

/// <summary>The base 10.</summary>
internal readonly struct BaseTen : ILogarithmBase
{
    public static bool IsNatural => false;

    public static double OfEHigh => Log10OfEHigh;

    public static double OfELow => Log10OfELow;

    public static double OfTwoHigh => Log10OfTwoHigh;

    public static double OfTwoLow => Log10OfTwoLow;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reciprocal<TVector>(TVector index, out TVector logHigh, out TVector logLow)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.LookupTriples<ReciprocalAndLog10, Reciprocal, Log10OfReciprocalHigh, Log10OfReciprocalLow>(
            index, out logHigh, out logLow);
}
