using ActorCompute.Kernels.Simd;
using System.Runtime.CompilerServices;

namespace ActorCompute.Kernels.Functions;

/// <summary>
/// Mathematical functions on vectors of float64: the building blocks of kernels. The bits of a lane's result
/// depend on that lane alone. All members are pure and thread safe; special values are those of C99, annex F
/// (a NaN's payload is left to the drivers, which make every NaN of a result the same).
/// </summary>
/// <remarks>
/// The accuracy stated is in units in the last place of the exact result, measured by tests on both widths.
/// For float32, compute in float64 and round: that is right to 0.51 units.
/// </remarks>
internal static unsafe partial class FormerMath
{
    // 1.5 * 2^52. Adding it rounds to an integer, to nearest even, which then stands in the low bits; good
    // for magnitudes below 2^51.
    private const double RoundingShift = 6755399441055744.0;

    private const double Ln2 = 0.6931471805599453;
    private const double Ln2Remainder = 2.3190468138462996e-17; // ln 2 - Ln2

    /// <summary>A function of one number, for lanes that have to be computed one by one.</summary>
    private interface IScalarFunction
    {
        static abstract double Invoke(double x);
    }

    /// <summary>A function of two numbers, for lanes that have to be computed one by one.</summary>
    private interface IScalarBinaryFunction
    {
        static abstract double Invoke(double x, double y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector FromBits<TVector>(ulong bits)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.Create(BitConverter.UInt64BitsToDouble(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SignBit<TVector>()
        where TVector : struct, ISimd<TVector, double> => TVector.Create(-0.0);

    /// <summary>
    /// The polynomial of <paramref name="x"/> with coefficients from the constant term up, by Horner.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Polynomial<TVector>(
        TVector x, double c0, double c1, double c2, double c3, double c4, double c5)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector sum = TVector.MultiplyAdd(TVector.Create(c5), x, TVector.Create(c4));
        sum = TVector.MultiplyAdd(sum, x, TVector.Create(c3));
        sum = TVector.MultiplyAdd(sum, x, TVector.Create(c2));
        sum = TVector.MultiplyAdd(sum, x, TVector.Create(c1));
        return TVector.MultiplyAdd(sum, x, TVector.Create(c0));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector LaneByLane<TVector, TFunction>(TVector x)
        where TVector : struct, ISimd<TVector, double>
        where TFunction : struct, IScalarFunction
    {
        double* lanes = (double*)Unsafe.AsPointer(ref x);
        for (int lane = 0; lane < TVector.Count; lane++) lanes[lane] = TFunction.Invoke(lanes[lane]);
        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static TVector LaneByLane<TVector, TFunction>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double>
        where TFunction : struct, IScalarBinaryFunction
    {
        double* lanes = (double*)Unsafe.AsPointer(ref x);
        double* others = (double*)Unsafe.AsPointer(ref y);
        for (int lane = 0; lane < TVector.Count; lane++)
        {
            lanes[lane] = TFunction.Invoke(lanes[lane], others[lane]);
        }

        return x;
    }
}
