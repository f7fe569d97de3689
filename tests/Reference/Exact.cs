namespace ActorCompute.Reference;

/// <summary>
/// What a result would be without rounding: <c>Value * 2^Exponent</c>, to some 90 bits, of any magnitude.
/// NaN and infinities (of poles) stand for themselves.
/// </summary>
public readonly record struct Exact(DoubleDouble Value, int Exponent = 0)
{
    public static implicit operator Exact(DoubleDouble value) => new(value);

    public static implicit operator Exact(double value) => new(value);

    public static Exact operator -(Exact x) => new(-x.Value, x.Exponent);

    /// <summary>
    /// How many units in the last place of the exact result a float64 is off. A unit of results below 2^-1022
    /// is the smallest subnormal. Infinity counts as 2^1024, and is right beyond.
    /// </summary>
    public double UnitsFrom(double approximation) => UnitsFrom(approximation, -1022, 53, 1024);

    /// <summary>The same for a float32, in its units.</summary>
    public double UnitsFrom(float approximation) => UnitsFrom(approximation, -126, 24, 128);

    private double UnitsFrom(double approximation, int leastExponent, int precision, int overflowExponent)
    {
        if (double.IsNaN(Value.High) || double.IsNaN(approximation))
        {
            return double.IsNaN(Value.High) && double.IsNaN(approximation) ? 0 : double.PositiveInfinity;
        }

        if (Value.High == 0 || double.IsInfinity(Value.High))
        {
            return Value.High == approximation ? 0 : double.PositiveInfinity;
        }

        int exponent = Math.ILogB(Value.High) + Exponent;
        if (double.IsPow2(Math.Abs(Value.High)) && Value.High * Value.Low < 0) exponent--;
        int unit = Math.Max(exponent, leastExponent) - (precision - 1);
        double inUnits = Math.ScaleB(approximation, -unit);
        if (double.IsInfinity(approximation))
        {
            if (exponent >= overflowExponent && approximation > 0 == Value.High > 0) return 0;
            inUnits = Math.CopySign(Math.ScaleB(1, overflowExponent - unit), approximation);
        }

        double difference = inUnits - Math.ScaleB(Value.High, Exponent - unit);
        return Math.Abs(difference - Math.ScaleB(Value.Low, Exponent - unit));
    }
}
