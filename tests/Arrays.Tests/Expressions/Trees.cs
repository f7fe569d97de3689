using ActorCompute.Arrays.Expressions;

namespace ActorCompute.Arrays.Tests.Expressions;

/// <summary>Trees as texts that show everything, for comparing.</summary>
internal static class Trees
{
    /// <summary>The tree with every operation in parentheses and its symbol or name first.</summary>
    public static string Show(ArrayExpression tree) => tree switch
    {
        ArrayExpression.Operation { Function: var function } operation =>
            $"({SymbolOf(function)} {string.Join(" ", operation.Arguments.Select(Show))})",
        ArrayExpression.Cast cast => $"({cast.Type.Name()} {Show(cast.Argument)})",
        _ => tree.ToString(),
    };

    /// <summary>
    /// The typed tree: name(arguments), conversions by the target's name, constants with their dtype.
    /// </summary>
    public static string Show(TypedExpression tree) => tree switch
    {
        TypedExpression.Constant constant => $"{constant.Value}:{constant.Type.Name()}",
        TypedExpression.Variable variable => $"{(char)('a' + variable.Input)}",
        TypedExpression.Cast cast => $"{cast.Type.Name()}({Show(cast.Argument)})",
        TypedExpression.Local local =>
            $"{local.Kernel.Name}({string.Join(", ", local.Arguments.Select(Show))})",
        TypedExpression.Operation operation =>
            FunctionTable.Describe(operation.Function).Name
            + $"({string.Join(", ", operation.Arguments.Select(Show))})",
        _ => throw new InvalidOperationException(),
    };

    private static string SymbolOf(Function function) =>
        FunctionTable.Describe(function) is { } description ? description.Symbol ?? description.Name : "";

    /// <summary>Binds a text over inputs a, b, c, ... of dtypes.</summary>
    public static TypedExpression Bind(string text, params DType[] types) => ExpressionTyping.Bind(
        ArrayExpression.Parse(text), [.. types.Select((type, i) => ($"{(char)('a' + i)}", type))]);

    /// <summary>Every operation has arguments of one dtype and gives what its kind gives.</summary>
    public static void ShouldBeWellTyped(TypedExpression tree)
    {
        switch (tree)
        {
            case TypedExpression.Cast cast:
                cast.Argument.Type.ShouldNotBe(cast.Type);
                ShouldBeWellTyped(cast.Argument);
                break;
            case TypedExpression.Operation operation:
                bool isWhere = operation.Function == Function.Where;
                if (isWhere) operation.Arguments[0].Type.ShouldBe(DType.Bool);
                TypedExpression[] values = [.. operation.Arguments.Skip(isWhere ? 1 : 0)];
                values.ShouldAllBe(value => value.Type == values[0].Type, Show(tree));
                bool isBool = operation.Function is >= Function.Isnan and <= Function.Isfinite
                    or >= Function.Less and <= Function.NotEqual;
                operation.Type.ShouldBe(isBool ? DType.Bool : values[0].Type, Show(tree));
                operation.Function.ShouldNotBe(Function.Positive);
                operation.Function.ShouldNotBe(Function.Clip);
                foreach (TypedExpression argument in operation.Arguments) ShouldBeWellTyped(argument);
                break;
        }
    }

    /// <summary>The error of an action, which must be one of ours.</summary>
    public static ComputeException ErrorOf(Action action) => Should.Throw<ComputeException>(action);

    /// <summary>Runs on a thread with little stack, and fails as the action fails.</summary>
    public static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        Thread thread = new(() => failure = Record.Exception(action), maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        failure.ShouldBeNull();
    }
}
