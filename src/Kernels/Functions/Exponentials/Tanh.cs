using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>The hyperbolic tangent. Within 0.55 units.</summary>
internal readonly struct Tanh : IUnaryOperator<double>, ICanonicalResults
{
    // e to twice this is normal, and so is its inverse. Far below, the result has become 1.
    private const double LargestOrdinary = 350;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        SplitExponential<TVector> exponential = new(a + a);

        // (e^2a + 1) / 2^k, rounded as soon as possible, as the division takes long, and what that took.
        TVector one = TVector.SubtractBits(TVector.One, exponential.Exponent);
        TVector plus = Pairs.SumOfOrdered(exponential.Root, one, out TVector plusLow);
        TVector divisor = TVector.MultiplyAdd(exponential.Root, exponential.Expm1, plus);
        TVector inverse = TVector.One / divisor;
        TVector divisorLow = ((plus - divisor) + exponential.Slope) + (exponential.Low + plusLow);

        // (e^2a - 1) / 2^k.
        TVector minus = exponential.Root - one;
        TVector minusLow = (exponential.Root - minus) - one;
        TVector dividend = Pairs.SumOfOrdered(minus, exponential.Slope, out TVector dividendLow);
        dividendLow = exponential.Low + (minusLow + dividendLow);

        TVector quotient = dividend * inverse;
        TVector residual = TVector.MultiplyAdd(-quotient, divisor, dividend)
            + TVector.MultiplyAdd(-quotient, divisorLow, dividendLow);
        TVector y = TVector.MultiplyAdd(residual, inverse, quotient);

        // Near 0 it is a.
        y = TVector.SelectLess(a, Bits.PowerOfTwo<TVector>(-28), a, y);
        TVector sign = x & Bits.Sign<TVector>();
        TVector largest = TVector.Create(LargestOrdinary);
        if (TVector.AllLess(a, largest)) return y | sign;

        return Canonical.Of<double, TVector>(TVector.SelectLess(largest, a, TVector.One, y) | sign);
    }
}
