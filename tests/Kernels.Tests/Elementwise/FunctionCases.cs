using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Kernels.Tests.Elementwise;

/// <summary>Which functions there are on which dtypes, and what they give.</summary>
internal static class FunctionCases
{
    public static readonly Function[] Comparisons =
    [
        Function.Less, Function.LessEqual, Function.Greater, Function.GreaterEqual, Function.Equal,
        Function.NotEqual,
    ];

    /// <summary>One argument; approximated, so that results are compared with a tolerance.</summary>
    public static readonly Function[] Approximated =
    [
        Function.Exp, Function.Exp2, Function.Expm1, Function.Log, Function.Log2, Function.Log10,
        Function.Log1p, Function.Sin, Function.Cos, Function.Tan, Function.Arcsin, Function.Arccos,
        Function.Arctan, Function.Sinh, Function.Cosh, Function.Tanh, Function.Arcsinh, Function.Arccosh,
        Function.Arctanh, Function.Cbrt, Function.Power, Function.Arctan2, Function.Hypot,
    ];

    public static readonly Function[] OfFloats =
    [
        Function.Negative, Function.Absolute, Function.Sign, Function.Square, Function.Sqrt,
        Function.Reciprocal, Function.Floor, Function.Ceil, Function.Trunc, Function.Rint,
        Function.Isnan, Function.Isinf, Function.Isfinite, Function.Degrees, Function.Radians,
        Function.Add, Function.Subtract, Function.Multiply, Function.TrueDivide, Function.FloorDivide,
        Function.Remainder, Function.Fmod, Function.Minimum, Function.Maximum, Function.Where,
        .. Comparisons,
    ];

    public static readonly Function[] OfIntegers =
    [
        Function.Negative, Function.Invert, Function.Absolute, Function.Sign, Function.Square,
        Function.Reciprocal, Function.Floor, Function.Ceil, Function.Trunc, Function.Rint,
        Function.Isnan, Function.Isinf, Function.Isfinite, Function.Add, Function.Subtract,
        Function.Multiply, Function.FloorDivide, Function.Remainder, Function.Fmod, Function.Minimum,
        Function.Maximum, Function.BitwiseAnd, Function.BitwiseOr, Function.Where, .. Comparisons,
    ];

    /// <summary>Those that fail on some elements.</summary>
    public static readonly Function[] Checked =
    [
        Function.Power, Function.QuotientChecked, Function.RemainderChecked, Function.AbsoluteChecked,
    ];

    public static readonly Function[] OfBools =
    [
        Function.Invert, Function.Absolute, Function.Floor, Function.Ceil, Function.Trunc,
        Function.Isnan, Function.Isinf, Function.Isfinite, Function.Add, Function.Multiply,
        Function.Minimum, Function.Maximum, Function.BitwiseAnd, Function.BitwiseOr, Function.Where,
        .. Comparisons,
    ];

    /// <summary>The dtypes of the theories' rows, by name so that every row is a test of its own.</summary>
    public static readonly DType[] Types =
        [DType.Float64, DType.Float32, DType.Int64, DType.Int32, DType.Bool];

    /// <summary>The functions that never fail and whose results are exact to the bit.</summary>
    public static Function[] ExactOf(DType type) =>
        type.IsFloat() ? OfFloats : type.IsInteger() ? OfIntegers : OfBools;

    /// <summary>All functions of a dtype that never fail.</summary>
    public static Function[] InfallibleOf(DType type) =>
        type.IsFloat() ? [.. OfFloats, .. Approximated] : ExactOf(type);

    public static int Arity(Function function) => function switch
    {
        Function.Where => 3,
        >= Function.Add and <= Function.Fmod or Function.QuotientChecked or Function.RemainderChecked => 2,
        _ => 1,
    };

    public static DType ResultOf(Function function, DType type) =>
        Comparisons.Contains(function) || function is Function.Isnan or Function.Isinf or Function.Isfinite
            ? DType.Bool
            : type;

    public static DType[] ArgumentsOf(Function function, DType type) => Arity(function) switch
    {
        1 => [type],
        2 => [type, type],
        _ => [DType.Bool, type, type],
    };
}
