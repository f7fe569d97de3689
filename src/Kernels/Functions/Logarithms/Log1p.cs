using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>The natural logarithm of 1 + x, accurate near 0. Within 0.6 units.</summary>
internal readonly struct Log1p : IUnaryOperator<double>, ICanonicalResults
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double>
    {
        // u + low = 1 + x, exactly where it matters: u - 1 is exact below 2^53.
        TVector u = TVector.One + x;
        TVector low = x - (u - TVector.One);
        TVector y = Reduction.OfPair(u, Bits.Exponent(u), low);

        // The result has the argument's sign, zeros too.
        return Reduction.AreNormal(u)
            ? Bits.WithSignOf(y, x)
            : Canonical.Of<double, TVector>(Bits.WithSignOf(Reduction.OfSpecials(u, y), x));
    }
}
