namespace ActorCompute.Arrays.Expressions;

/// <summary>
/// An operation on elements, by NumPy's name. Operators of the language are functions like the others.
/// The meaning is NumPy's except where the last group says C#'s.
/// </summary>
public enum Function
{
#pragma warning disable CS1591 // the names are NumPy's, and so are the meanings
    // One argument.
    Negative,
    Positive,
    Invert,
    Absolute,
    Sign,
    Square,
    Sqrt,
    Cbrt,
    Reciprocal,
    Exp,
    Exp2,
    Expm1,
    Log,
    Log2,
    Log10,
    Log1p,
    Sin,
    Cos,
    Tan,
    Arcsin,
    Arccos,
    Arctan,
    Sinh,
    Cosh,
    Tanh,
    Arcsinh,
    Arccosh,
    Arctanh,
    Floor,
    Ceil,
    Trunc,
    Rint,
    Isnan,
    Isinf,
    Isfinite,
    Degrees,
    Radians,

    // Two arguments.
    Add,
    Subtract,
    Multiply,
    TrueDivide,
    FloorDivide,
    Remainder,
    Power,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    BitwiseAnd,
    BitwiseOr,
    Arctan2,
    Hypot,
    Minimum,
    Maximum,
    Fmod,

    // Three arguments: where(condition, a, b) and clip(a, lower, upper).
    Where,
    Clip,
#pragma warning restore CS1591

    // C#'s meaning, from lambdas: integers only; each fails on the elements on which C# throws.

    /// <summary>C#'s integer <c>/</c>: truncates; fails on a zero divisor and on MIN / -1.</summary>
    QuotientChecked,

    /// <summary>C#'s integer <c>%</c>: the sign of the dividend; fails on a zero divisor and on MIN %
    /// -1.</summary>
    RemainderChecked,

    /// <summary><c>Math.Abs</c> of an integer: fails on MIN.</summary>
    AbsoluteChecked,
}
