using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Functions.Coefficients;
using ActorCompute.Kernels.Functions.Shared;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.ExponentialsCoefficients;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>
/// What expm1 and tanh are made of: e^x = 2^k (root + slope + low), to about 2^-110 of itself, where k is the
/// floor of n.
/// </summary>
internal readonly ref struct SplitExponential<TVector>
    where TVector : struct, ISimd<TVector, double>
{
    /// <summary>x / ln 2, rounded to sixteenths.</summary>
    public readonly TVector N;

    /// <summary>k in the place of a float64's exponent.</summary>
    public readonly TVector Exponent;

    /// <summary>2^(n - k), rounded.</summary>
    public readonly TVector Root;

    /// <summary>The root times r, which is x less n times the high part of ln 2; rounded.</summary>
    public readonly TVector Slope;

    /// <summary>The rest: at most a hundredth of the slope, or of what the root's rounding took.</summary>
    public readonly TVector Low;

    /// <summary>e^r - 1.</summary>
    public readonly TVector Expm1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SplitExponential(TVector x)
    {
        N = Sixteenths.Reduce(x, out TVector sixteenths, out TVector r, out _);
        Exponent = Sixteenths.Exponent(sixteenths);
        Root = TVector.LookupPairs<RootAndError, ExponentialsCoefficients.Root, RootError>(
            sixteenths, out TVector rootError);
        Slope = Pairs.Product(Root, r, out TVector slopeLow);

        // What the root and the exact r lack, times e^r.
        TVector error = TVector.MultiplyAdd(N, TVector.Create(-Ln2Low), rootError);
        error = TVector.MultiplyAdd(error, r, error);
        TVector square = Sixteenths.Square(r);
        TVector rest = TVector.MultiplyAdd(Tail(r, square), square, error);
        Low = TVector.MultiplyAdd(Root, rest, slopeLow);
        Expm1 = r + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Tail(TVector r, TVector square)
    {
        TVector low = TVector.MultiplyAdd(TVector.Create(Expm1Tail1), r, TVector.Create(Expm1Tail0));
        TVector high = TVector.MultiplyAdd(TVector.Create(Expm1Tail3), r, TVector.Create(Expm1Tail2));
        TVector top = TVector.MultiplyAdd(TVector.Create(Expm1Tail5), r, TVector.Create(Expm1Tail4));
        high = TVector.MultiplyAdd(top, square, high);
        return TVector.MultiplyAdd(high, square, low);
    }
}
