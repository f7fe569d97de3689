using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.ExponentialsCoefficients;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>
/// Powers of two in steps of a sixteenth: x = n ln 2 + r with n a multiple of 1/16, so that |r| is at most
/// ln(2) / 32 and e^r a short polynomial, and 2^n = 2^floor(n) times one of 16 roots out of a table (Tang,
/// Table-driven implementation of the exponential function, 1989).
/// </summary>
internal static class Sixteenths
{
    // Adding it rounds to a multiple of 1/16; the low bits then hold the sixteenths.
    private const double Shift = Bits.RoundingShift / 16;

    /// <summary>
    /// n nearest to <paramref name="x"/>, and its sixteenths as an integer in the low bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Round<TVector>(TVector x, out TVector sixteenths)
        where TVector : struct, ISimd<TVector, double>
    {
        sixteenths = x + TVector.Create(Shift);
        return sixteenths - TVector.Create(Shift);
    }

    /// <summary>
    /// n nearest to x / ln 2, its sixteenths as an integer in the low bits, and r = x - n ln 2, rounded, by
    /// way of x - n times the high part of ln 2, exact: its terms are multiples of a unit of which the
    /// difference has less than 2^53.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Reduce<TVector>(
        TVector x, out TVector sixteenths, out TVector exact, out TVector r)
        where TVector : struct, ISimd<TVector, double>
    {
        sixteenths = TVector.MultiplyAdd(x, TVector.Create(Log2OfE), TVector.Create(Shift));
        TVector n = sixteenths - TVector.Create(Shift);
        exact = TVector.MultiplyAdd(n, TVector.Create(-Ln2High), x);
        r = TVector.MultiplyAdd(n, TVector.Create(-Ln2Low), exact);
        return n;
    }

    /// <summary>
    /// 2^n (1 + <paramref name="excess"/>), which is normal and finite, where <paramref name="root"/> is
    /// 2^(n - floor(n)), rounded, and the excess makes up for that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector OrdinaryPower<TVector>(
        TVector root, TVector excess, TVector n, TVector sixteenths)
        where TVector : struct, ISimd<TVector, double>
    {
        if (Bits.CanScale<TVector>())
        {
            return Bits.ScaleByFloor(TVector.MultiplyAdd(root, excess, root), n);
        }

        root = TVector.AddBits(root, Exponent(sixteenths));
        return TVector.MultiplyAdd(root, excess, root);
    }

    /// <summary>
    /// <see cref="OrdinaryPower"/> for n between -1077 and 1024, rounded once more where it is subnormal. The
    /// processor's instruction for scaling, where it has one, and halves of the exponent that go into the
    /// root and into a factor, so that neither leaves the range, give the same bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Power<TVector>(TVector root, TVector excess, TVector n, TVector sixteenths)
        where TVector : struct, ISimd<TVector, double>
    {
        if (Bits.CanScale<TVector>())
        {
            return Bits.ScaleByFloor(TVector.MultiplyAdd(root, excess, root), n);
        }

        TVector half = TVector.ShiftRight(sixteenths, 5);
        TVector rest = TVector.SubtractBits(TVector.ShiftRight(sixteenths, 4), half);
        root = TVector.AddBits(root, TVector.ShiftLeft(half, 52));
        TVector factor = TVector.AddBits(TVector.One, TVector.ShiftLeft(rest, 52));
        return TVector.MultiplyAdd(root, excess, root) * factor;
    }

    /// <summary>floor(n) in the place of a float64's exponent, to be added to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exponent<TVector>(TVector sixteenths)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.ShiftLeft(TVector.ShiftRight(sixteenths, 4), 52);

    /// <summary>
    /// The square of r, of small r a little more: it does not underflow, which would be slow, and does not
    /// count beside 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Square<TVector>(TVector r)
        where TVector : struct, ISimd<TVector, double> =>
        TVector.MultiplyAdd(r, r, Bits.PowerOfTwo<TVector>(-200));
}
