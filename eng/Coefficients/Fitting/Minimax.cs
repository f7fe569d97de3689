using ActorCompute.Coefficients.Arithmetic;

namespace ActorCompute.Coefficients.Fitting;

/// <summary>A minimax polynomial whose coefficients are doubles.</summary>
internal sealed class Minimax
{
    private const int PointsPerCoefficient = 16;
    private const int CheckedPointsPerCoefficient = 50;

    private Minimax(double[] coefficients, double log2OfError, double log2OfErrorUnrounded)
    {
        Coefficients = coefficients;
        Log2OfError = log2OfError;
        Log2OfErrorUnrounded = log2OfErrorUnrounded;
    }

    /// <summary>By power of x.</summary>
    public double[] Coefficients { get; }

    /// <summary>The logarithm to base 2 of the largest weighted error.</summary>
    public double Log2OfError { get; }

    /// <summary>The same of the best polynomial with coefficients of any length.</summary>
    public double Log2OfErrorUnrounded { get; }

    /// <summary>
    /// Fits, then rounds one coefficient after the other from the constant term up, each time fitting the
    /// ones behind it anew, so that they make up for what rounding took away.
    /// </summary>
    /// <param name="function">What is fitted, as a function of x; at 0 it is not asked.</param>
    /// <param name="weight">The factor of the error.</param>
    /// <param name="from">Where the interval begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="degree">The polynomial's.</param>
    public static Minimax Fit(
        Func<BigReal, BigReal> function, Weight weight, BigReal from, BigReal to, int degree)
    {
        int count = degree + 1;
        var samples = new SampledFunction(function, weight.At, from, to, PointsPerCoefficient * (count + 1));
        var coefficients = new BigReal[count];
        Remez.Fit(samples, coefficients, given: 0);
        BigReal unrounded = samples.LargestError(coefficients);

        var rounded = new double[count];
        for (int power = 0; power < count; power++)
        {
            if (power > 0) Remez.Fit(samples, coefficients, power);
            rounded[power] = coefficients[power].ToDouble();
            coefficients[power] = rounded[power];
        }

        var check = new SampledFunction(
            function, weight.At, from, to, (CheckedPointsPerCoefficient * (count + 1)) + 1);
        return new Minimax(rounded, check.LargestError(coefficients).Log2(), unrounded.Log2());
    }
}
