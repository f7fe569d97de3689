using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Reference;

/// <summary>Places where the functions of one argument are delicate.</summary>
internal static class SpecialPoints
{
    private static readonly double _ln2 = Math.Log(2);

    // Where results overflow, turn subnormal or vanish.
    private static readonly double[] _expThresholds =
        [709.782712893384, 710.4758600739439, -708.3964185322641, -745.1332191019411, -744.4400719213812];
    private static readonly double[] _exp2Thresholds = [1024, -1022, -1074, -1075];

    // Borders that reductions like to have.
    private static readonly double[] _borders =
    [
        0.5, Math.Sqrt(0.5), Math.Sqrt(2), Math.Sqrt(2) - 1, Math.Sqrt(0.5) - 1, 0.25, 0.75, 1.5, 2, 3, 0.875,
        0.4375, 0.6875, 1.1875, 2.4375, Math.Tan(Math.PI / 8), Math.Tan(3 * Math.PI / 8), 0.55, 0.625, 0.9,
        1.25, 19.0625, 22, 0.3465, 36.7, 37.4, 18.4,
    ];

    /// <summary>One of the places, on either side of zero.</summary>
    public static double Next(Function function, PointRandom random) => random.Next(4) switch
    {
        0 => random.Sign() * random.OneOf(_borders),
        1 => random.Sign() * Math.ScaleB(1, random.Next(-60, 12)),
        _ => OfFamily(function, random),
    };

    private static double OfFamily(Function function, PointRandom random) => function switch
    {
        Function.Exp or Function.Expm1 or Function.Sinh or Function.Cosh or Function.Tanh =>
            random.Next(3) switch
            {
                0 => random.OneOf(_expThresholds),
                1 => random.Next(-2200, 2200) * _ln2 / 2,
                _ => random.Sign() * random.Fraction(10, 5) * _ln2 / 8,
            },
        Function.Exp2 => random.Next(3) switch
        {
            0 => random.OneOf(_exp2Thresholds),
            1 => random.Next(-2200, 2200) / 2.0,
            _ => random.Sign() * random.Fraction(10, 7),
        },
        Function.Log or Function.Log2 or Function.Log10 => random.Next(4) switch
        {
            0 => Math.Pow(10, random.Next(-320, 308)),
            1 => Math.ScaleB(random.OneOf(_borders), random.Next(-1000, 1000)),
            2 => 1 + (random.Next(-64, 128) / 256.0),
            _ => 1,
        },
        Function.Log1p => random.Next(3) switch
        {
            0 => random.Next(-255, 512) / 256.0,
            1 => Math.ScaleB(1, random.Next(1, 60)) - 1,
            _ => -1 + Math.ScaleB(1, -random.Next(1, 52)),
        },
        Function.Sin or Function.Cos or Function.Tan => random.Sign() * Angle(random),
        Function.Arcsin or Function.Arccos or Function.Arctanh => random.Next(2) switch
        {
            0 => random.Sign() * (1 - Math.ScaleB(1, -random.Next(1, 53))),
            _ => random.Next(-128, 128) / 128.0,
        },
        Function.Arctan => random.Sign() * Math.Tan(random.Next(1, 63) * Math.PI / 128),
        Function.Arcsinh or Function.Arccosh => random.Next(2) switch
        {
            0 => Math.ScaleB(1, random.Next(20, 600)),
            _ => 1 + Math.ScaleB(1, -random.Next(0, 52)),
        },
        _ => random.Next(2) switch
        {
            0 => Math.Pow(random.Next(1, 2000), 3),
            _ => Math.ScaleB(random.Next(1, 8), 3 * random.Next(-340, 340)),
        },
    };

    private static double Angle(PointRandom random) => random.Next(5) switch
    {
        0 => random.Next(1, 64) * (Math.PI / 4),
        1 => Math.Truncate(Math.Abs(random.OfExponent(0, 30))) * (Math.PI / 4),
        2 => Math.Truncate(Math.Abs(random.OfExponent(30, 52))) * (Math.PI / 2),
        _ => random.OneOf(HardAngles.All),
    };
}
