namespace ActorCompute.Arrays.Expressions.Typing;

/// <summary>Conversions between dtypes, of constants at once.</summary>
internal static class Conversion
{
    /// <summary>The operand in a dtype.</summary>
    public static TypedExpression Convert(Operand operand, DType type) => operand.Expression switch
    {
        var expression when expression.Type == type => expression,
        TypedExpression.Constant constant => new TypedExpression.Constant(constant.Value.ConvertTo(type)),
        var expression => new TypedExpression.Cast(expression, type),
    };
}
