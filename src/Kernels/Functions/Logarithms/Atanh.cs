using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>
/// The inverse hyperbolic tangent; infinite at 1 and -1, NaN beyond. Within 0.65 units.
/// </summary>
internal readonly struct Atanh : IUnaryOperator<double>, ICanonicalResults
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        // atanh a = log(1 + v) / 2 with v = 2 a / (1 - a).
        TVector a = TVector.Abs(x);
        TVector dividend = a + a;
        TVector divisor = TVector.One - a;
        TVector divisorLow = (TVector.One - divisor) - a;
        TVector v = dividend / divisor;

        // What the quotient lacks is its residual over 1 - a, which is times 1 + v / 2.
        TVector residual = TVector.MultiplyAddNegated(
            v, divisorLow, TVector.MultiplyAddNegated(v, divisor, dividend));
        TVector half = TVector.Create(0.5);
        TVector lower = residual * TVector.MultiplyAdd(v, half, TVector.One);
        TVector u = TVector.One + v;
        TVector low = v - (u - TVector.One);
        TVector y = half * Reduction.OfTriple(u, Bits.Exponent(u), low, lower, mayBeTiny: true);
        return TVector.AllLess(a, TVector.One)
            ? Bits.WithSignOf(y, x)
            : Canonical.Of<double, TVector>(Bits.WithSignOf(OfSpecials(a, y), x));
    }

    // NaN needs no care: it has gone through.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfSpecials<TVector>(TVector a, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        y = TVector.SelectEqual(a, TVector.One, TVector.Create(double.PositiveInfinity), y);
        return TVector.SelectLess(TVector.One, a, TVector.Create(double.NaN), y);
    }
}
