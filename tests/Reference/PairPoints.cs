using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Reference;

/// <summary>Arguments of the functions of two.</summary>
internal static class PairPoints
{
    private static readonly double[] _exponents =
        [0.5, -0.5, 1.5, 2.5, 3, 4, -1, -2, 1.0 / 3, 1, 10, 0.1, 100];
    private static readonly double[] _thresholds =
        [709.7827, -708.3964, -745.1332, -744.44, 0, 1e-10, -1e-16];

    // Of the logarithm's table, on either side of 1: small logarithms, from terms that are not.
    private static readonly double[] _borders =
        [65 / 64.0, 65 / 64.0, 65 / 64.0, 65 / 64.0, 67 / 64.0, 127 / 128.0, 31 / 32.0];

    public static (double X, double Y) Next(Function function, PointRandom random, bool isWide) =>
        function switch
        {
            Function.Power => isWide ? AnyPower(random) : DelicatePower(random),
            Function.Arctan2 => isWide ? AnyPair(random) : Direction(random),
            _ => isWide ? AnyPair(random) : Sides(random),
        };

    private static (double X, double Y) AnyPair(PointRandom random)
    {
        if (random.Next(2) == 0) return (random.OfAnyExponent(), random.OfAnyExponent());
        return (random.Between((-9, 9)), random.Between((-9, 9)));
    }

    // Positive bases of every binade, and exponents that lead over the whole range of results.
    private static (double X, double Y) AnyPower(PointRandom random)
    {
        double x = Math.Abs(random.Next(3) == 0 ? random.Between((0, 8)) : random.OfAnyExponent());
        if (random.Next(8) == 0) return (x, random.OfAnyExponent());
        double y = random.Between((-747, 711)) / Math.Log(x);
        if (!double.IsFinite(y)) return (x, 1);
        return random.Next(4) == 0 ? (random.Sign() * x, Math.Round(y)) : (x, y);
    }

    private static (double X, double Y) DelicatePower(PointRandom random)
    {
        switch (random.Next(7))
        {
            case 0: // near 1, to a large power
                double near = 1 + random.OfExponent(-52, -2);
                double large = random.Between((-746, 710)) / Math.Log(near);
                return (near, double.IsFinite(large) ? large : 1e15);
            case 1: // overflow, underflow, and almost 1
                double x = Math.Abs(random.OfExponent(-1074, 1023));
                double y = random.Near(random.OneOf(_thresholds)) / Math.Log(x);
                return (x, double.IsFinite(y) ? y : 2);
            case 2: // small integers
                return (random.Sign() * random.Next(1, 200), random.Next(-30, 30));
            case 3: // exponents that programs have
                double plain = Math.ScaleB(1 + (random.Next(256) / 256.0), random.Next(-60, 60));
                return (Math.Abs(random.Near(plain)), random.OneOf(_exponents));
            case 4:
                return (Math.Abs(random.OfExponent(-4, 4)), random.OfExponent(-20, 8));
            default: // where the logarithm is least exact, almost to overflow and underflow
                double border = random.OneOf(_borders) * (1 + random.OfExponent(-30, -12));
                return (border, random.Sign() * random.Between((650, 709.7)) / Math.Log(border));
        }
    }

    // Near the axes and the diagonals, where quotients are subnormal, and past the border of the inverse
    // tangents.
    private static (double Y, double X) Direction(PointRandom random)
    {
        double x = random.Next(2) == 0 ? random.OfAnyExponent() : random.OfExponent(-3, 3);
        double y = random.Next(5) switch
        {
            0 => random.Near(random.Sign() * x),
            1 => x * random.OfExponent(-60, 60),
            2 => x * random.OfExponent(-1074, -1000),
            3 => x * random.Between((0.414, 0.43)),
            _ => random.Near(x * Math.Tan(random.Next(1, 63) * Math.PI / 128)),
        };
        return double.IsFinite(y) ? (y, x) : (x, x);
    }

    // Sides of all ratios; results that almost overflow, and subnormal ones.
    private static (double X, double Y) Sides(PointRandom random)
    {
        double x = random.Next(4) switch
        {
            0 => random.OfExponent(1019, 1023),
            1 => random.OfExponent(-1074, -1000),
            2 => random.OfExponent(-520, -500) * Math.ScaleB(1, random.Next(2) * 1020),
            _ => random.OfExponent(-3, 3),
        };
        double y = random.Next(3) switch
        {
            0 => random.Near(x),
            1 => x * random.OfExponent(-60, 0),
            _ => x * random.Between((-1, 1)),
        };
        return (x, double.IsFinite(y) ? y : x);
    }
}
