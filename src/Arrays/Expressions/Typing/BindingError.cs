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
        return new ComputeException(
            ErrorKind.UnsupportedType,
            $"{FunctionTable.Describe(node.Function).Name} has no meaning for {types} in {Part(node)}: {advice}");
    }

    /// <summary>Any other fault of a part of the expression.</summary>
    public static ComputeException In(ArrayExpression node, ErrorKind kind, string fault, string advice) =>
        new(kind, $"{fault} in {Part(node)}: {advice}");

    private static string Part(ArrayExpression node) => Excerpt.Quote(node.ToString());
}
