namespace ActorCompute.Arrays.Expressions.Typing;

/// <summary>A bound part of an expression, while the whole is being bound.</summary>
/// <param name="Expression">The part, with its dtype; of a weak part int64 or float64.</param>
/// <param name="IsWeak">True if it is a number of the language, which takes the dtype of what it
/// meets.</param>
internal readonly record struct Operand(TypedExpression Expression, bool IsWeak = false)
{
    /// <summary>The dtype that it has by itself.</summary>
    public DType Type => Expression.Type;

    /// <summary>The value if it is a constant, else null.</summary>
    public Scalar? Constant => (Expression as TypedExpression.Constant)?.Value;

    /// <summary>The value if it is a weak constant, else null.</summary>
    public Scalar? WeakConstant => IsWeak ? Constant : null;

    /// <summary>False only for a weak integer that the dtype cannot hold.</summary>
    public bool Fits(DType type) =>
        type != DType.Int32 || WeakConstant is not { Type: DType.Int64 } value || value.Bits is >= int.MinValue and <= int.MaxValue;

    /// <summary>As errors name it: a dtype, or what kind of number.</summary>
    public override string ToString() =>
        !IsWeak ? Type.Name() : Type == DType.Int64 ? "an integer number" : "a float number";
}
