using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Reference;

/// <summary>
/// Arguments at which a function is judged: half of them spread over its domain, by exponent and by value, so
/// that every binade is reached, and half dense around the places where algorithms change over, cancel,
/// overflow or underflow, and in the intervals where long searches found the largest errors. The same for
/// every run: the generator starts from the number of the function.
/// </summary>
public static class Points
{
    /// <summary>So many points; the second number counts for functions of two arguments only.</summary>
    public static (double X, double Y)[] Of(Function function, int count)
    {
        var random = new PointRandom(seed: (int)function);
        var points = new (double, double)[count];
        for (int index = 0; index < count; index++)
        {
            bool isWide = index % 2 == 0;
            points[index] = ReferenceMath.IsBinary(function)
                ? PairPoints.Next(function, random, isWide)
                : (Single(function, random, isWide), 0);
        }

        return points;
    }

    /// <summary>
    /// The same points for float32: rounded to it, with exponents of its range in place of those of float64.
    /// </summary>
    public static (float X, float Y)[] OfSingles(Function function, int count) =>
        [.. Of(function, count).Select(point => (ToSingle(point.X), ToSingle(point.Y)))];

    /// <summary>Numbers of any bits: every exponent, subnormal numbers, infinities and NaN.</summary>
    public static double[] OfAnyBits(int seed, int count)
    {
        Random random = new(seed);
        double[] points = new double[count];
        foreach (ref double point in points.AsSpan())
        {
            point = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        }

        return points;
    }

    private static float ToSingle(double value)
    {
        int exponent = value == 0 ? 0 : Math.ILogB(value);
        if (exponent is < -149 or > 126) value = Math.ScaleB(value, (exponent / 9) - exponent);
        return (float)value;
    }

    private static double Single(Function function, PointRandom random, bool isWide)
    {
        (double least, double greatest) = Domain(function);
        while (true)
        {
            double x = isWide
                ? random.Next(2) == 0 ? random.OfAnyExponent() : random.Between(Range(function))
                : random.Next(2) == 0
                    ? DensePoints.Next(function, random)
                    : random.Near(SpecialPoints.Next(function, random));
            if (x >= least && x <= greatest) return x;
            if (-x >= least && -x <= greatest) return -x;
            double inverse = 1 / x;
            if (inverse >= least && inverse <= greatest && double.IsFinite(inverse)) return inverse;
        }
    }

    /// <summary>Where a function has finite or overflowing results.</summary>
    private static (double Least, double Greatest) Domain(Function function) => function switch
    {
        Function.Log or Function.Log2 or Function.Log10 => (double.Epsilon, double.MaxValue),
        Function.Log1p => (Math.BitIncrement(-1.0), double.MaxValue),
        Function.Arcsin or Function.Arccos => (-1, 1),
        Function.Arctanh => (Math.BitIncrement(-1.0), Math.BitDecrement(1.0)),
        Function.Arccosh => (1, double.MaxValue),
        _ => (-double.MaxValue, double.MaxValue),
    };

    /// <summary>Where most of what happens happens: there, points are even.</summary>
    private static (double Least, double Greatest) Range(Function function) => function switch
    {
        Function.Exp => (-746, 710),
        Function.Exp2 => (-1076, 1025),
        Function.Expm1 => (-40, 710),
        Function.Sinh or Function.Cosh => (-711, 711),
        Function.Tanh => (-23, 23),
        Function.Log or Function.Log2 or Function.Log10 => (0, 4),
        Function.Log1p => (-1, 4),
        Function.Arccosh => (1, 10),
        Function.Arcsin or Function.Arccos or Function.Arctanh => (-1, 1),
        Function.Sin or Function.Cos or Function.Tan => (-200, 200),
        _ => (-10, 10),
    };
}
