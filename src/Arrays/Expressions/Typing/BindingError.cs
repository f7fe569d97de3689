using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Arrays.Expressions.Typing;

/// <summary>Errors of binding, which show the part of the expression in which they are.</summary>
internal static class BindingError
{
    /// <summary>A function that has no meaning for the dtypes of its arguments.</summary>
    public static ComputeException NoMeaning(
        ArrayExpression.Operation node, IEnumerable<Operand> operands, string advice)
    {
        string types = string.Join(" and ", operands.Select(operand => operand.ToString()));
        string name = FunctionTable.Describe(node.Function).Name;
        return In(node, ErrorKind.UnsupportedType, $"{name} has no meaning for {types}", advice);
    }

    /// <summary>Any other fault of a part of the expression.</summary>
    public static ComputeException In(ArrayExpression node, ErrorKind kind, string fault, string advice) =>
        new(kind, $"{fault} in {Excerpt.Quote(node.ToString())}: {advice}");
}
