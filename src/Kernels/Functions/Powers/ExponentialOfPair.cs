using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Coefficients;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>
/// e to the power of high + low, by table, after Tang (1989): high + low = n ln(2)/16 + r gives
/// 2^(n / 16) e^r, the sixteenths of n from a table.
/// </summary>
internal static class ExponentialOfPair
{
    private const double LeastPowerOfSubnormals = -1074;

    /// <summary>The power where it is normal: for |high| up to 708. Within 0.53 units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfNormal<TVector>(TVector high, TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector excess = Reduce(high, low, out TVector steps, out TVector root);

        // The whole part of n / 16 goes to the root's exponent.
        TVector whole = TVector.ShiftLeft(steps & Bits.Create<TVector>(~15UL), 48);
        root = TVector.AddBits(root, whole);
        return TVector.MultiplyAdd(root, excess, root);
    }

    /// <summary>
    /// The power for |high| up to 750, infinite or 0 where it has to be: the same bits where it is normal,
    /// and rounded once where it is subnormal.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OfAny<TVector>(TVector high, TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector excess = Reduce(high, low, out TVector steps, out TVector root);
        TVector n = steps - TVector.Create(Bits.RoundingShift);
        TVector whole = TVector.Floor(n * TVector.Create(1 / 16.0));
        TVector power = TVector.MultiplyAdd(root, excess, root);
        TVector lost = TVector.MultiplyAdd(root, excess, root - power);
        TVector scaled = Bits.Scale(power, whole);

        // Beside a number whose last place is that of subnormals the sum of power and lost is rounded there.
        TVector coarse = TVector.Create(Bits.TwoTo52)
            * Bits.PowerOfTwo(TVector.Create(LeastPowerOfSubnormals) - whole);
        TVector sum = coarse + power;
        sum += ((coarse - sum) + power) + lost;
        TVector subnormal = Bits.Scale(sum - coarse, whole);
        return TVector.SelectLess(scaled, TVector.Create(Bits.LeastNormal), subnormal, scaled);
    }

    // e^r - 1, with n in the low bits of steps. Its first term makes up for what the table's root lacks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduce<TVector>(
        TVector high, TVector low, out TVector steps, out TVector root)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector shift = TVector.Create(Bits.RoundingShift);
        steps = TVector.MultiplyAdd(high, TVector.Create(PowersCoefficients.StepsOfE), shift);
        TVector n = steps - shift;
        TVector exact = TVector.MultiplyAdd(n, TVector.Create(-PowersCoefficients.StepHigh), high);
        TVector r = exact + TVector.MultiplyAdd(n, TVector.Create(-PowersCoefficients.StepLow), low);
        root = TVector.LookupPairs<
            ExponentialsCoefficients.RootAndError,
            ExponentialsCoefficients.Root,
            ExponentialsCoefficients.RootError>(steps, out TVector rootError);

        TVector square = r * r;
        TVector terms01 = TVector.MultiplyAdd(
            TVector.Create(PowersCoefficients.ExpTail1), r, TVector.Create(PowersCoefficients.ExpTail0));
        TVector terms23 = TVector.MultiplyAdd(
            TVector.Create(PowersCoefficients.ExpTail3), r, TVector.Create(PowersCoefficients.ExpTail2));
        TVector terms45 = TVector.MultiplyAdd(
            TVector.Create(PowersCoefficients.ExpTail5), r, TVector.Create(PowersCoefficients.ExpTail4));
        TVector tail = TVector.MultiplyAdd(
            TVector.MultiplyAdd(terms45, square, terms23), square, terms01);
        return TVector.MultiplyAdd(square, tail, r + rootError);
    }
}
