namespace ActorCompute.Reference;

/// <summary>Random arguments of several kinds, from a stated seed. Not thread safe.</summary>
/// <param name="seed">Where the generator starts.</param>
internal sealed class PointRandom(int seed)
{

    private readonly Random _random = new(seed);

    public int Next(int count) => _random.Next(count);

    public int Next(int least, int greatest) => _random.Next(least, greatest + 1);

    public double Sign() => _random.Next(2) == 0 ? -1 : 1;

    public double Between((double Least, double Greatest) range) =>
        range.Least + (_random.NextDouble() * (range.Greatest - range.Least));

    public T OneOf<T>(T[] values) => values[_random.Next(values.Length)];

    /// <summary>A number from 1 to 2 times a power of two, of either sign.</summary>
    public double OfExponent(int least, int greatest) =>
        Sign() * Math.ScaleB(1 + _random.NextDouble(), Next(least, greatest));

    /// <summary>Every binade, subnormal ones too, alike.</summary>
    public double OfAnyExponent() => OfExponent(-1074, 1023);

    /// <summary>
    /// The point itself, one of its next neighbours, or one at a random number of bits from it.
    /// </summary>
    public double Near(double point)
    {
        if (Next(4) > 0) return point * (1 + (Sign() * Math.ScaleB(1 + _random.NextDouble(), -Next(3, 51))));
        long bits = BitConverter.DoubleToInt64Bits(point);
        double neighbour = BitConverter.Int64BitsToDouble(bits + Next(-4, 4));
        return double.IsFinite(neighbour) ? neighbour : point;
    }

    /// <summary>An integer times 2^-k, of so many bits.</summary>
    public double Fraction(int bits, int shift) => Math.ScaleB(Next(1, 1 << bits), -shift);
}
