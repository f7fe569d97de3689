using System.Runtime.CompilerServices;
using ActorCompute.Kernels.Simd;
using static ActorCompute.Kernels.Functions.Coefficients.ExponentialsCoefficients;

namespace ActorCompute.Kernels.Functions.Exponentials;

/// <summary>Where sinh and cosh are finite, or overflow by themselves.</summary>
internal static class Hyperbolic
{
    public const double LargestOrdinary = 711;
}

/// <summary>
/// What sinh and cosh are made of. With a = n ln 2 + r they are sums of (2^n + 2^-n)/2 and (2^n - 2^-n)/2
/// times sinh(r) and cosh(r), so one reduction serves both signs of the exponent, without dividing.
/// </summary>
internal readonly ref struct Hyperbolic<TVector>
    where TVector : struct, ISimd<TVector, double>
{
    // Beyond it 2^-n does not count beside 2^n.
    private const double LargestBalanced = 64;

    /// <summary>2^n / 4, rounded. A quarter, because 2^n leaves the range before sinh and cosh do.</summary>
    public readonly TVector Growth;

    /// <summary>What rounding took from it.</summary>
    public readonly TVector GrowthError;

    /// <summary>2^-n / 4, rounded, or 0 where it does not count.</summary>
    public readonly TVector Decay;

    /// <summary>What rounding took from it.</summary>
    public readonly TVector DecayError;

    /// <summary>r, rounded.</summary>
    public readonly TVector R;

    /// <summary>What rounding took from r.</summary>
    public readonly TVector Remainder;

    /// <summary>sinh(r) / r - 1.</summary>
    public readonly TVector SinhTail;

    /// <summary>cosh(r) - 1.</summary>
    public readonly TVector CoshTail;

    /// <summary>For a from 0 to 711; beyond, and for NaN, what comes is of no use but for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hyperbolic(TVector a)
    {
        TVector n = Sixteenths.Reduce(a, out TVector sixteenths, out TVector exact, out R);
        Remainder = TVector.MultiplyAdd(n, TVector.Create(-Ln2Low), exact - R);
        TVector exponent = Sixteenths.Exponent(sixteenths);
        Growth = TVector.LookupPairs<QuarterRootAndError, QuarterRoot, RootError>(
            sixteenths, out TVector growthError);
        Growth = TVector.AddBits(Growth, exponent);
        Decay = TVector.LookupPairs<QuarterInverseAndError, QuarterInverse, InverseError>(
            sixteenths, out TVector decayError);
        Decay = TVector.SubtractBits(Decay, exponent);
        Decay = TVector.SelectLess(n, TVector.Create(LargestBalanced), Decay, TVector.Zero);
        GrowthError = Growth * growthError;
        DecayError = Decay * decayError;
        TVector square = Sixteenths.Square(R);
        TVector odd = TVector.MultiplyAdd(TVector.Create(SinhTail2), square, TVector.Create(SinhTail1));
        SinhTail = TVector.MultiplyAdd(odd, square, TVector.Create(SinhTail0)) * square;
        TVector even = TVector.MultiplyAdd(TVector.Create(CoshTail2), square, TVector.Create(CoshTail1));
        CoshTail = TVector.MultiplyAdd(even, square, TVector.Create(CoshTail0)) * square;
    }
}
