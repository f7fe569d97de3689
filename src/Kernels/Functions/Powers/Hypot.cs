using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Powers;

/// <summary>
/// The length of the vector (x, y), without overflow on the way; infinite if either is, even beside NaN.
/// Within 0.51 units, 0.76 if it is subnormal.
/// </summary>
internal readonly struct Hypot : IBinaryOperator<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Invoke<TVector>(TVector x, TVector y)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector a = TVector.Abs(x);
        TVector b = TVector.Abs(y);
        TVector longer = TVector.SelectLess(a, b, b, a);
        TVector shorter = TVector.SelectLess(a, b, a, b);

        // A power of two brings the squares into range, exactly, and its inverse brings the length back.
        TVector scale = TVector.SelectLess(
            longer, Bits.PowerOfTwo<TVector>(-500), Bits.PowerOfTwo<TVector>(600), TVector.One);
        scale = TVector.SelectLess(
            Bits.PowerOfTwo<TVector>(500), longer, Bits.PowerOfTwo<TVector>(-600), scale);
        TVector inverse = TVector.SubtractBits(TVector.ShiftLeft(TVector.One, 1), scale);
        TVector length = OfScaled(longer * scale, shorter * scale) * inverse;

        TVector infinity = TVector.Create(double.PositiveInfinity);
        length = TVector.SelectEqual(a, infinity, infinity, length);
        return TVector.SelectEqual(b, infinity, infinity, length);
    }

    // One step of Newton's method: the rounded root h, less (h^2 - longer^2 - shorter^2) / 2h, from exact
    // products.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector OfScaled<TVector>(TVector longer, TVector shorter)
        where TVector : struct, ISimd<TVector, double>
    {
        TVector square = Pairs.Product(longer, longer, out TVector squareLow);
        TVector other = Pairs.Product(shorter, shorter, out TVector otherLow);
        TVector sum = square + other;
        TVector h = TVector.Sqrt(sum);
        TVector squareOfRoot = Pairs.Product(h, h, out TVector squareOfRootLow);
        TVector residual = ((square - squareOfRoot) + other) + ((squareLow + otherLow) - squareOfRootLow);
        return TVector.SelectEqual(sum, TVector.Zero, TVector.Zero, h + (residual / (h + h)));
    }
}
