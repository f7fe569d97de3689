using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Reference;

/// <summary>
/// Points spread evenly over the short intervals in which errors are largest, or in which the ways through a
/// function part: there so many are needed that a neighbourhood of single places is too thin.
/// </summary>
internal static class DensePoints
{
    // Where squares begin to be too large, and 1 does not count beside them.
    private static readonly (double Least, double Greatest) _around2To500 =
        (Math.ScaleB(1, 499), Math.ScaleB(1, 501));

    // Where the cube root's error is largest, and the borders of its intervals from 1/2 to 4.
    private static readonly (double Least, double Greatest)[] _cubes =
    [
        (7.67, 7.69), (0.957, 0.962), .. Enumerable.Range(4, 13).Select(border => Around(border / 4.0)),
        .. Enumerable.Range(4, 5).Select(border => Around(border / 8.0)),
    ];

    /// <summary>A point of one of the intervals, on either side of zero.</summary>
    public static double Next(Function function, PointRandom random) => function switch
    {
        Function.Log or Function.Log2 or Function.Log10 => AtBorderOfTable(random),
        Function.Sin => QuarterTurns(random, random.Next(3) > 0 ? 0 : 1),
        Function.Cos => QuarterTurns(random, random.Next(3) > 0 ? 1 : 0),
        Function.Tan => AtEighth(random),
        Function.Cbrt => Math.ScaleB(random.Between(random.OneOf(_cubes)), 3 * random.Next(-340, 340)),
        Function.Exp2 when random.Next(2) == 0 =>
            random.Next(-1020, 1020) + random.Between((-0.036, -0.027)),
        _ => random.Sign() * random.Between(random.OneOf(Intervals(function))),
    };

    // Both signs of each. First the intervals of the largest errors, then borders of ordinary arguments.
    private static (double Least, double Greatest)[] Intervals(Function function) => function switch
    {
        Function.Exp => [(560, 707.9), (707.9, 708.6), (708.39, 745.2), (707.5, 709.79)],
        Function.Exp2 => [(0.027, 0.036), (0.09, 0.0915), (1020.5, 1021.5), (1022, 1022.2), (1021, 1075)],
        Function.Expm1 => [(600, 709.79), (699.5, 700.5), (30, 38), (0, 0.1)],
        Function.Sinh => [(0.0214, 0.0223), (0, 0.1), (44, 46), (710, 711.5)],
        Function.Cosh => [(2.012, 2.0195), (1.883, 1.89), (4.815, 4.835), (44, 46), (710, 711.5)],
        Function.Tanh =>
            [(0.007, 0.0079), (0.0076, 0.00782), (0.0101, 0.0111), (0.45, 0.55), (18, 23), (349, 351)],
        Function.Log1p => [(0.058, 0.0625), (0, 0.1), (0.4, 0.6)],
        Function.Arcsin => [(0.5, 0.535), (0.49, 0.51)],
        Function.Arccos => [(0.54, 0.57), (0.49, 0.51)],
        Function.Arctan => [(0.4142, 0.416), (0.414, 0.43), (2.41, 2.43), (2.4, 2.5)],
        Function.Arctanh => [(0.0274, 0.0305), (0.49, 0.51), (0.99, 1)],
        Function.Arcsinh => [(0.125, 0.1256), (0.165, 0.177), (0.12, 0.13), _around2To500],
        Function.Arccosh => [(1, 1.0005), (1.0015, 1.002), (1, 1.003), (17, 18), _around2To500],
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no intervals"),
    };

    private static (double Least, double Greatest) Around(double border) =>
        (border * (1 - 0.001), border * (1 + 0.001));

    // At a border of the table, a sixteenth of the significand, often 1 or the one after it.
    private static double AtBorderOfTable(PointRandom random) => random.Next(4) switch
    {
        0 => random.Between((1.045, 1.0625)),
        1 => random.Between((1.058, 1.0626)),
        2 => random.Between((0.9685, 1.001)),
        _ => Math.ScaleB(
            random.Between(Around(1 + (random.Next(17) / 16.0))), random.Next(3) * random.Next(-500, 500)),
    };

    // Quarter turns, even or odd, and nearly an eighth.
    private static double QuarterTurns(PointRandom random, int odd) =>
        random.Sign() * (((2 * Turns(random)) + odd) * (Math.PI / 2)
            + (random.Sign() * random.Between((0.745, 0.786))));

    // An odd number of eighths of a turn, and a little.
    private static double AtEighth(PointRandom random) => random.Sign()
        * ((((2 * Turns(random)) + 1) * (Math.PI / 4)) + random.OfExponent(-30, -9));

    // Few, or any number that leaves room for the angle within a turn.
    private static double Turns(PointRandom random) => random.Next(4) switch
    {
        0 => random.Next(8),
        1 => random.Next(200),
        2 => random.Next(1 << 22),
        _ => Math.Truncate(Math.Abs(random.OfExponent(20, 42))),
    };
}
