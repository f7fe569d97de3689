using System.Text;

namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>Writes an expression with the fewest parentheses; keeps its own stack, as the parser
/// does.</summary>
internal sealed class ExpressionPrinter
{
    private const int AtomPrecedence = FunctionTable.PowerPrecedence + 1;

    private readonly StringBuilder _text = new();

    // What is still to be written, first on top: text, or an expression that must bind at least so tightly.
    private readonly Stack<(ArrayExpression? Expression, string Text, int Precedence)> _pending = [];

    /// <summary>The canonical text.</summary>
    public static string Print(ArrayExpression expression) => new ExpressionPrinter().Write(expression);

    private string Write(ArrayExpression expression)
    {
        Push(expression, FunctionTable.ComparisonPrecedence);
        while (_pending.TryPop(out (ArrayExpression? Expression, string Text, int Precedence) next))
        {
            if (next.Expression is null) _text.Append(next.Text);
            else Write(next.Expression, next.Precedence);
        }

        return _text.ToString();
    }

    private void Push(string text) => _pending.Push((null, text, 0));

    private void Push(ArrayExpression expression, int precedence) => _pending.Push((expression, "", precedence));

    private void Write(ArrayExpression expression, int precedence)
    {
        bool needsParentheses = PrecedenceOf(expression) < precedence;
        if (needsParentheses) Push(")");
        switch (expression)
        {
            case ArrayExpression.Constant constant:
                Push(ConstantText(constant));
                break;
            case ArrayExpression.Variable variable:
                Push(variable.Name);
                break;
            case ArrayExpression.Cast cast:
                Push(cast.Argument, FunctionTable.PrefixPrecedence);
                Push($"({CSharpName(cast.Type)})");
                break;
            case ArrayExpression.Local local:
                PushCall(local.Kernel.Name, local.Arguments);
                break;
            case ArrayExpression.Operation operation:
                PushOperation(operation);
                break;
        }

        if (needsParentheses) Push("(");
    }

    private void PushOperation(ArrayExpression.Operation operation)
    {
        FunctionDescription function = FunctionTable.Describe(operation.Function);
        int precedence = function.Precedence;
        switch (function.Form)
        {
            case OperatorForm.None:
                PushCall(function.Name, operation.Arguments);
                break;
            case OperatorForm.Prefix:
                Push(operation.Arguments[0], precedence);
                Push(function.Symbol!);
                break;
            case OperatorForm.RightAssociative:
                // A power's exponent may be a sign's operand without parentheses: 2**-1.
                Push(operation.Arguments[1], FunctionTable.PrefixPrecedence);
                Push(function.Symbol!);
                Push(operation.Arguments[0], precedence + 1);
                break;
            default:
                bool isComparison = precedence == FunctionTable.ComparisonPrecedence;
                Push(operation.Arguments[1], precedence + 1);
                Push($" {function.Symbol} ");
                Push(operation.Arguments[0], isComparison ? precedence + 1 : precedence);
                break;
        }
    }

    private void PushCall(string name, IReadOnlyList<ArrayExpression> arguments)
    {
        Push(")");
        for (int i = arguments.Count - 1; i >= 0; i--)
        {
            Push(arguments[i], FunctionTable.ComparisonPrecedence);
            if (i > 0) Push(", ");
        }

        Push($"{name}(");
    }

    private static int PrecedenceOf(ArrayExpression expression) => expression switch
    {
        ArrayExpression.Operation operation
            when FunctionTable.Describe(operation.Function) is { Form: not OperatorForm.None } function =>
            function.Precedence,
        ArrayExpression.Cast => FunctionTable.PrefixPrecedence,
        ArrayExpression.Constant constant when ConstantText(constant)[0] is '-' or '(' => FunctionTable.PrefixPrecedence,
        _ => AtomPrecedence,
    };

    private static string ConstantText(ArrayExpression.Constant constant)
    {
        Scalar value = constant.Value;
        string text = value.ToString();
        if (!constant.IsWeak)
        {
            return value.Type switch
            {
                DType.Float64 => $"{text}d",
                DType.Float32 => $"{text}f",
                DType.Int64 => $"{text}L",
                DType.Int32 => $"(int){text}",
                _ => text,
            };
        }

        return value.Type switch
        {
            DType.Bool => value.ToBool() ? "True" : "False",
            DType.Float64 when text.AsSpan().IndexOfAnyExcept("-0123456789") < 0 => $"{text}.0",
            _ => text,
        };
    }

    private static string CSharpName(DType type) => type switch
    {
        DType.Float64 => "double",
        DType.Float32 => "float",
        DType.Int64 => "long",
        DType.Int32 => "int",
        _ => "bool",
    };
}
