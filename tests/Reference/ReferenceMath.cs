using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Reference;

/// <summary>
/// The functions in double-double by Taylor series, and by Newton's method from Math's approximations:
/// nothing in common with the kernels. Good to 2^-85 of the result or better for all finite arguments; tests
/// hold it to that with an arithmetic of 256 bits.
/// </summary>
/// <remarks>
/// Fast enough (about a microsecond) to judge every point in full, so that no cheaper bound stands between a
/// result and the judgement. Magnitudes at which double-double itself would overflow or underflow are taken
/// apart first: into a scaled argument and an exponent, or to the first term of a series where the next one
/// is below 2^-105 of it.
/// </remarks>
public static partial class ReferenceMath
{
    private static readonly DoubleDouble _ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble _ln10 = new(2.302585092994046, -2.1707562233822494e-16);
    private static readonly DoubleDouble _halfPi = new(1.5707963267948966, 6.123233995736766e-17);

    // What the two doubles of ln 2 leave out.
    private const double Ln2Rest = 5.707708438416212e-34;

    // Below this, x + O(x^3) is x to 2^-108.
    private const double TinyForOdd = 1.0 / (1L << 54);

    // Below this, x + O(x^2) is x to 2^-110; above its inverse, x + 1 is x.
    private static readonly double _tiny = Math.ScaleB(1, -110);

    private static readonly DoubleDouble[] _inverseFactorials = InverseFactorials(30);
    private static readonly DoubleDouble[] _inverses =
        [.. Enumerable.Range(0, 40).Select(number => number == 0 ? 0 : (DoubleDouble)1 / number)];

    /// <summary>The functions that there are, by arity.</summary>
    public static IReadOnlyList<Function> Functions { get; } =
    [
        Function.Exp, Function.Exp2, Function.Expm1, Function.Log, Function.Log2, Function.Log10,
        Function.Log1p, Function.Sin, Function.Cos, Function.Tan, Function.Arcsin, Function.Arccos,
        Function.Arctan, Function.Sinh, Function.Cosh, Function.Tanh, Function.Arcsinh, Function.Arccosh,
        Function.Arctanh, Function.Cbrt, Function.Power, Function.Arctan2, Function.Hypot,
    ];

    /// <summary>True for the functions of two arguments.</summary>
    public static bool IsBinary(Function function) =>
        function is Function.Power or Function.Arctan2 or Function.Hypot;

    /// <summary>The result for finite arguments; y counts for functions of two arguments only.</summary>
    public static Exact Of(Function function, double x, double y) => function switch
    {
        Function.Exp => Exp(x),
        Function.Exp2 => Exp2(x),
        Function.Expm1 => Expm1(x),
        Function.Log => Log(x),
        Function.Log2 => Log(x) / _ln2,
        Function.Log10 => Log(x) / _ln10,
        Function.Log1p => Log1p(x),
        Function.Sin => Math.Abs(x) < TinyForOdd ? x : SinCos(x).Sin,
        Function.Cos => SinCos(x).Cos,
        Function.Tan => Math.Abs(x) < TinyForOdd ? x : SinCos(x).Sin / SinCos(x).Cos,
        Function.Arcsin => Asin(x),
        Function.Arccos => Acos(x),
        Function.Arctan => Atan(x),
        Function.Arctan2 => Atan2(x, y),
        Function.Sinh => Odd(x, Sinh),
        Function.Cosh => Cosh(Math.Abs(x)),
        Function.Tanh => Odd(x, Tanh),
        Function.Arcsinh => Odd(x, Asinh),
        Function.Arccosh => Acosh(x),
        Function.Arctanh => Odd(x, Atanh),
        Function.Cbrt => Cbrt(x),
        Function.Power => Pow(x, y),
        Function.Hypot => Hypot(Math.Abs(x), Math.Abs(y)),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "no reference"),
    };

    // An odd function with the slope 1 at zero.
    private static Exact Odd(double x, Func<double, Exact> ofPositive) =>
        Math.Abs(x) < TinyForOdd ? x : x < 0 ? -ofPositive(-x) : ofPositive(x);

    private static DoubleDouble[] InverseFactorials(int greatest)
    {
        DoubleDouble[] inverses = new DoubleDouble[greatest + 1];
        inverses[0] = 1;
        for (int number = 1; number <= greatest; number++) inverses[number] = inverses[number - 1] / number;
        return inverses;
    }
}
