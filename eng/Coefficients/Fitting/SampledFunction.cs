using ActorCompute.Coefficients.Arithmetic;

namespace ActorCompute.Coefficients.Fitting;

/// <summary>
/// A function and a weight at the points between which a fit chooses: extrema of a Chebyshev polynomial of
/// high degree, so dense that the largest error at a point is the largest of all to less than a percent.
/// </summary>
internal sealed class SampledFunction
{
    // Function and weight may be 0/0 at 0: they are taken beside it, at the end of the interval times 2^-44.
    private const int BesideZero = -44;

    public SampledFunction(
        Func<BigReal, BigReal> function, Func<BigReal, BigReal> weight, BigReal from, BigReal to, int count)
    {
        Points = new BigReal[count];
        Values = new BigReal[count];
        Weights = new BigReal[count];
        for (int index = 0; index < count; index++)
        {
            BigReal cosine = BigMath.Cos(BigConstants.Pi * (count - 1 - index) / (count - 1));
            BigReal x = ((from + to) + ((to - from) * cosine)).Scaled(-1).ToDouble();
            if (index == 0) x = from;
            if (index == count - 1) x = to;
            if (x.IsZero) x = (from + to).Sign < 0 ? from.Scaled(BesideZero) : to.Scaled(BesideZero);
            Points[index] = x;
            Values[index] = function(x);
            Weights[index] = weight(x);
        }
    }

    public BigReal[] Points { get; }

    public BigReal[] Values { get; }

    public BigReal[] Weights { get; }

    public int Count => Points.Length;

    /// <summary>The weighted error of a polynomial at each point.</summary>
    public BigReal[] Errors(ReadOnlySpan<BigReal> coefficients)
    {
        var errors = new BigReal[Count];
        for (int index = 0; index < Count; index++)
        {
            BigReal sum = coefficients[^1];
            for (int power = coefficients.Length - 2; power >= 0; power--)
            {
                sum = (sum * Points[index]) + coefficients[power];
            }

            errors[index] = (sum - Values[index]) * Weights[index];
        }

        return errors;
    }

    /// <summary>The largest weighted error of a polynomial.</summary>
    public BigReal LargestError(ReadOnlySpan<BigReal> coefficients)
    {
        BigReal largest = 0;
        foreach (BigReal error in Errors(coefficients)) largest = BigReal.Max(largest, BigReal.Abs(error));
        return largest;
    }
}
