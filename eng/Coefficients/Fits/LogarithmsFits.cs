using ActorCompute.Coefficients.Arithmetic;
using ActorCompute.Coefficients.Fitting;
using ActorCompute.Coefficients.Output;

namespace ActorCompute.Coefficients.Fits;

/// <summary>Constants of the logarithms and the inverse hyperbolic functions.</summary>
internal static class LogarithmsFits
{
    // The intervals that a significand, between 1 and 2, is in.
    private const int Intervals = 16;

    // High parts of logarithms are multiples of 2^-42, so that sums with exponents times ln 2 are exact.
    private const int HighBits = 42;

    public static Family Make()
    {
        var family = new Family(
            "Logarithms", "Constants of the logarithms and the inverse hyperbolic functions.");
        family.LookupTable(
            "Reciprocal",
            index => [Reciprocal(index)],
            "c[i], about 1 / m for significands m in the i-th sixteenth from 1 to 2: of those with so few "
            + "bits that c m - 1 is a double, that with the least |c m - 1|. The first is 1 and the last "
            + "1/2, for arguments near 1",
            "");
        AddBase(family, "Ln", "ln", 1);
        AddBase(family, "Log2", "log2", 1 / BigConstants.Ln2);
        AddBase(family, "Log10", "log10", 1 / BigMath.Log(10));
        AddTail(family);
        AddAsinhNearZero(family);
        return family;
    }

    private static void AddBase(Family family, string name, string function, BigReal factor)
    {
        family.LookupTable(
            name + "OfReciprocal",
            index => Split(-BigMath.Log(Reciprocal(index)) * factor),
            $"-{function}(c[i]) as a sum of 2, the first a multiple of 2^-{HighBits}",
            "High",
            "Low");
        family.LookupRows(
            $"ReciprocalAnd{name}", "Reciprocal", $"{name}OfReciprocalHigh", $"{name}OfReciprocalLow");
        double[] ofTwo = Split(BigConstants.Ln2 * factor);
        family.Constant($"{name}OfTwoHigh", ofTwo[0], $"{function}(2) to a multiple of 2^-{HighBits}");
        family.Constant($"{name}OfTwoLow", ofTwo[1], $"the rest of {function}(2)");
        if (name != "Ln") family.Constant($"{name}OfE", factor, $"{function}(e)", parts: 2);
    }

    private static void AddTail(Family family)
    {
        family.Polynomial(
            "Tail",
            "(ln(1 + f) - f) / f^2",
            f => (BigMath.Log1p(f) - f) / (f * f),
            Enumerable.Range(0, Intervals).Min(index => (Reciprocal(index) * From(index)) - 1),
            Enumerable.Range(0, Intervals).Max(index => (Reciprocal(index) * From(index + 1)) - 1),
            degree: 9,
            new Weight("ln(1 + f), relative to itself,", f => f * f / BigReal.Abs(BigMath.Log1p(f))));
    }

    private static void AddAsinhNearZero(Family family)
    {
        const double Bound = 0.125;
        family.Constant("AsinhNearZeroBound", Bound, "where the following ends");
        family.Polynomial(
            "AsinhNearZero",
            "(asinh(x) - x) / x^3, z = x^2",
            z => (BigMath.Asinh(BigMath.Sqrt(z)) - BigMath.Sqrt(z)) / (z * BigMath.Sqrt(z)),
            0,
            Bound * Bound,
            degree: 5,
            new Weight(
                "asinh(x), relative to itself,",
                z => z * BigMath.Sqrt(z) / BigMath.Asinh(BigMath.Sqrt(z))));
    }

    // Where an interval of significands begins.
    private static double From(int index) => 1 + ((double)index / Intervals);

    private static double Reciprocal(int index)
    {
        if (index == 0) return 1;
        if (index == Intervals - 1) return 0.5;
        double from = From(index);
        double to = From(index + 1);
        double best = 0;
        double least = double.PositiveInfinity;
        for (int bits = 2; bits <= 7; bits++)
        {
            double unit = Math.ScaleB(1, -bits);
            for (double c = 0.5; c <= 1; c += unit)
            {
                double largest = Math.Max(Math.Abs((c * from) - 1), Math.Abs((c * to) - 1));

                // c m - 1 is a multiple of 2^-52 unit, and a double if it is less than 2^53 of them.
                if (largest >= 2 * unit || largest >= least) continue;
                least = largest;
                best = c;
            }
        }

        return best;
    }

    private static double[] Split(BigReal value)
    {
        BigReal high = new BigReal(value.Scaled(HighBits).Round(), 0).Scaled(-HighBits);
        return [high.ToDouble(), (value - high).ToDouble()];
    }
}
