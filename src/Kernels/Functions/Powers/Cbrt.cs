using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Logarithms;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.RootsCoefficients;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>The cube root. Within 0.51 units; exact for cubes.</summary>
internal readonly struct Cbrt : IUnaryOperator<double>, ICanonicalResults
{
    private const int ThirdOfBias = 341;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        if (Reduction.AreNormal(a)) return OfNormal(x, a, TVector.Zero);

        // Subnormal numbers times 2^54 are normal, and their roots 2^18 times what they should be.
        TVector isSubnormal = TVector.Less(a, TVector.Create(Bits.LeastNormal));
        TVector normal = TVector.Select(isSubnormal, a * TVector.Create(Bits.TwoTo54), a);
        TVector root = OfNormal(x, normal, isSubnormal & Bits.Create<TVector>(18UL << 52));

        // True but for 0, infinity and NaN, which are their own roots.
        TVector half = TVector.Create(0.5) * normal;
        return Canonical.Of<double, TVector>(TVector.SelectLess(half, normal, root, x));
    }

    // The root of a with the sign of x, its exponent less by what is given.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfNormal<TVector>(TVector x, TVector a, TVector excess)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector significand = SplitOffCube(a, out TVector exponent);
        exponent = TVector.SubtractBits(exponent, excess);
        return Bits.WithSignOf(TVector.AddBits(OfSignificand(significand), exponent), x);
    }

    // x = 2^3q m with m from 1/2 to 4; q comes in the place of a float64's exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SplitOffCube<TVector>(TVector x, out TVector exponent)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector shift = TVector.Create(Bits.TwoTo52);
        TVector biased = (TVector.ShiftRight(x, 52) | shift) - shift;
        TVector q = TVector.MultiplyAdd(
            biased, TVector.Create(Third), TVector.Create(Bits.RoundingShift - ThirdOfBias));
        exponent = TVector.ShiftLeft(q, 52);
        return TVector.SubtractBits(TVector.SubtractBits(x, exponent), TVector.ShiftLeft(q, 53));
    }

    // m^(-1/3) = c^(-1/3) (1 + d)^(-1/3), where m lies in one of 12 intervals, c is its centre and
    // d = m/c - 1; it gives the root to 2^-29, and then one step of Newton's method, without dividing, with
    // what the root's cube exceeds m by in twice the precision.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfSignificand<TVector>(TVector m)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector interval = TVector.ShiftRight(m, 50);
        TVector inverse = TVector.LookupPairs<CentreInverses, CentreInverse, CentreInverseCbrt>(
            interval, out TVector inverseCbrt);
        TVector d = TVector.MultiplyAdd(m, inverse, -TVector.One);
        TVector z = inverseCbrt * InverseRoot(d);
        TVector inverseSquare = z * z;
        TVector y = m * inverseSquare;
        TVector square = Pairs.Product(y, y, out TVector squareLow);
        TVector excess = TVector.MultiplyAdd(square, y, -m);
        excess = TVector.MultiplyAdd(squareLow, y, excess);
        return TVector.MultiplyAdd(excess, inverseSquare * TVector.Create(-Third), y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector InverseRoot<TVector>(TVector d)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector square = d * d;
        TVector low = TVector.MultiplyAdd(TVector.Create(InverseCbrt1), d, TVector.Create(InverseCbrt0));
        TVector middle = TVector.MultiplyAdd(TVector.Create(InverseCbrt3), d, TVector.Create(InverseCbrt2));
        TVector high = TVector.MultiplyAdd(TVector.Create(InverseCbrt5), d, TVector.Create(InverseCbrt4));
        high = TVector.MultiplyAdd(TVector.Create(InverseCbrt6), square, high);
        middle = TVector.MultiplyAdd(high, square, middle);
        return TVector.MultiplyAdd(middle, square, low);
    }
}
