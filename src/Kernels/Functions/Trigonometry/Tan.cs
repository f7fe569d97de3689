using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.TrigonometryCoefficients;

namespace ActorCompute.Kernels.Functions.Trigonometry;

/// <summary>The tangent of x radians, over the whole range. Within 1 unit.</summary>
internal readonly struct Tan : IUnaryOperator<double>, ICanonicalResults, IFunctionOfReducedAngle
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x)
        where TVector : struct, ISimd<TVector, double> => ReducedAngle.Apply<TVector, Tan>(x);

    // t in even quadrants, -1 / t in odd ones, where what is left of the division corrects the quotient.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector quadrant, TVector r, TVector low)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector t = Tangent(r, low, out TVector tLow);
        TVector inverse = TVector.One / t;
        TVector left = TVector.MultiplyAddNegated(inverse, t, TVector.One);
        left = TVector.MultiplyAddNegated(inverse, tLow, left);
        inverse = TVector.MultiplyAdd(inverse, left, inverse);
        TVector isOdd = TVector.ShiftLeft(quadrant, 63);
        return TVector.SelectSign(isOdd, inverse, t) ^ ((x ^ isOdd) & Bits.Sign<TVector>());
    }

    // tan(r + low) = first + (low (1 + first^2) + r z^2 T(z)), where first = r + r z / 3 is rounded and what
    // it and z lost added back: near pi/4 a fifth of the tangent is not r, too much to be only good to its
    // last place.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tangent<TVector>(TVector r, TVector low, out TVector tLow)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector z = Pairs.Product(r, r, out TVector zLow);
        TVector w = z * z;
        TVector third = TVector.Create(TanTail0) * r;
        TVector first = TVector.MultiplyAdd(third, z, r);
        TVector lost = TVector.MultiplyAdd(third, z, r - first);
        lost = TVector.MultiplyAdd(third, zLow, lost);
        lost += TVector.MultiplyAdd(first * low, first, low);
        TVector tail = TVector.MultiplyAdd(w * r, Series(z, w), lost);
        return Pairs.SumOfOrdered(first, tail, out tLow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Series<TVector>(TVector z, TVector w)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector v = w * w;
        TVector t13 = TVector.MultiplyAdd(TVector.Create(TanTail14), z, TVector.Create(TanTail13));
        TVector t11 = TVector.MultiplyAdd(TVector.Create(TanTail12), z, TVector.Create(TanTail11));
        TVector t9 = TVector.MultiplyAdd(TVector.Create(TanTail10), z, TVector.Create(TanTail9));
        TVector t7 = TVector.MultiplyAdd(TVector.Create(TanTail8), z, TVector.Create(TanTail7));
        TVector t5 = TVector.MultiplyAdd(TVector.Create(TanTail6), z, TVector.Create(TanTail5));
        TVector t3 = TVector.MultiplyAdd(TVector.Create(TanTail4), z, TVector.Create(TanTail3));
        TVector t1 = TVector.MultiplyAdd(TVector.Create(TanTail2), z, TVector.Create(TanTail1));
        t11 = TVector.MultiplyAdd(t13, w, t11);
        t9 = TVector.MultiplyAdd(t11, w, t9);
        t5 = TVector.MultiplyAdd(t7, w, t5);
        t1 = TVector.MultiplyAdd(t3, w, t1);
        return TVector.MultiplyAdd(TVector.MultiplyAdd(t9, v, t5), v, t1);
    }
}
