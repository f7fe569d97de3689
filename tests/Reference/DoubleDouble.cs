namespace ActorCompute.Reference;

/// <summary>
/// A number as the unevaluated sum of two doubles, of about 104 bits: the arithmetic of Dekker (1971) with
/// fused products. There is no room below 2^-1022, so callers keep away from there.
/// </summary>
public readonly record struct DoubleDouble(double High, double Low = 0)
{
    public static implicit operator DoubleDouble(double value) => new(value);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        DoubleDouble high = TwoSum(x.High, y.High);
        DoubleDouble low = TwoSum(x.Low, y.Low);
        DoubleDouble sum = Normalized(high.High, high.Low + low.High);
        return Normalized(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        double product = x.High * y.High;
        double low = Math.FusedMultiplyAdd(x.High, y.High, -product) + (x.High * y.Low) + (x.Low * y.High);
        return Normalized(product, low);
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        double first = x.High / y.High;
        DoubleDouble rest = x - (y * first);
        double second = rest.High / y.High;
        rest -= y * second;
        return Normalized(first, second) + (rest.High / y.High);
    }

    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        if (x.High == 0) return x;
        double root = Math.Sqrt(x.High);
        return Normalized(root, (x - ((DoubleDouble)root * root)).High / (2 * root));
    }

    /// <summary>The product with a power of two, exact unless it underflows.</summary>
    public static DoubleDouble Scale(DoubleDouble x, int exponent) =>
        new(Math.ScaleB(x.High, exponent), Math.ScaleB(x.Low, exponent));

    private static DoubleDouble TwoSum(double x, double y)
    {
        double sum = x + y;
        double part = sum - x;
        return new(sum, (x - (sum - part)) + (y - part));
    }

    private static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }
}
