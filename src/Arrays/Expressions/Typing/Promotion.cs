namespace ActorCompute.Arrays.Expressions.Typing;

/// <summary>NumPy 2's promotion (NEP 50) over the five dtypes, with weak numbers.</summary>
internal static class Promotion
{
    /// <summary>The dtype in which operands meet.</summary>
    /// <remarks>
    /// Arrays meet in the least dtype that holds both: bool, int32, int64, float64, or bool, float32,
    /// float64; an integer and float32 meet in float64. A weak integer makes int64 of bools and leaves the
    /// others; a weak float makes float64 of bools and integers and leaves the floats. Weak numbers among
    /// themselves are int64 or float64.
    /// </remarks>
    public static DType Common(params ReadOnlySpan<Operand> operands)
    {
        DType? common = null;
        bool hasWeakInteger = false;
        bool hasWeakFloat = false;
        foreach (Operand operand in operands)
        {
            if (!operand.IsWeak) common = common is { } type ? Of(type, operand.Type) : operand.Type;
            else if (operand.Type.IsFloat()) hasWeakFloat = true;
            else hasWeakInteger = true;
        }

        DType strong = common ?? DType.Bool;
        if (hasWeakFloat) return strong.IsFloat() ? strong : DType.Float64;
        return hasWeakInteger && strong == DType.Bool ? DType.Int64 : strong;
    }

    /// <summary>The dtype in which two arrays meet.</summary>
    public static DType Of(DType left, DType right) =>
        left == right || right == DType.Bool ? left
        : left == DType.Bool ? right
        : left.IsInteger() && right.IsInteger() ? DType.Int64
        : DType.Float64;

    /// <summary>The dtype in which a function of floats computes: the floats as they are, float64 for the
    /// others.</summary>
    public static DType ToFloat(DType type) => type.IsFloat() ? type : DType.Float64;
}
