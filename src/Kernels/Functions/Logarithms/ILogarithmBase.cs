using ActorCompute.Kernels.Simd;

namespace ActorCompute.Kernels.Functions.Logarithms;

/// <summary>
/// The base of a logarithm: what the logarithms of e, of 2 and of the table's reciprocals are in it, as sums
/// of a high part and a low one. The high parts of the latter two are multiples of 2^-42, so that they add up
/// exactly with any exponent.
/// </summary>
internal interface ILogarithmBase
{
    /// <summary>True for the natural logarithm, which needs no factor.</summary>
    static abstract bool IsNatural { get; }

    static abstract double OfEHigh { get; }

    static abstract double OfELow { get; }

    static abstract double OfTwoHigh { get; }

    static abstract double OfTwoLow { get; }

    /// <summary>The reciprocal at an index, and minus its logarithm.</summary>
    static abstract TVector Reciprocal<TVector>(TVector index, out TVector logHigh, out TVector logLow)
        where TVector : struct, ISimd<TVector, double>;
}
