using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Arrays.Expressions.Typing;

/// <summary>Binds the nodes of an expression, from the leaves upwards.</summary>
internal sealed class Binder(IReadOnlyList<(string Name, DType Type)> inputs)
{
    /// <summary>Binds a node whose arguments are bound.</summary>
    public Operand Bind(ArrayExpression node, IReadOnlyList<Operand> operands) => node switch
    {
        // NumPy's promotion knows weak integers and floats; Python's bools are its bools.
        ArrayExpression.Constant constant => new Operand(
            new TypedExpression.Constant(constant.Value),
            constant.IsWeak && constant.Value.Type is DType.Int64 or DType.Float64),
        ArrayExpression.Variable variable => new Operand(Bind(variable)),
        ArrayExpression.Cast cast => new Operand(Conversion.Convert(operands[0], cast.Type)),
        ArrayExpression.Local local => new Operand(Bind(local, operands)),
        ArrayExpression.Operation operation
            when NumberArithmetic.IsNumber(operation.Function) && operands.All(operand => operand.IsWeak) =>
            NumberArithmetic.Apply(operation, operands),
        ArrayExpression.Operation operation => new Operand(new OperationTyping(operation, operands).Type()),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is not a node of an expression"),
    };

    private TypedExpression.Variable Bind(ArrayExpression.Variable variable)
    {
        for (int i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].Name == variable.Name) return new TypedExpression.Variable(i, inputs[i].Type);
        }

        throw Unknown(variable.Name);
    }

    private ComputeException Unknown(string name)
    {
        IEnumerable<string> names = inputs.Select(input => input.Name);
        string otherwise = inputs.Count switch
        {
            0 => "there are no inputs",
            1 => $"the input is {inputs[0].Name}",
            _ => $"the inputs are {Excerpt.Shorten(string.Join(", ", names))}",
        };
        string advice = FunctionTable.Find(name) is { } function && NearestName.Of(name, names) is null
            ? $"as a function it takes {FunctionTable.Arguments(function.Arity)} in parentheses"
            : NearestName.Suggest(name, names.Concat(NamedConstants.Names), otherwise);
        return new ComputeException(
            ErrorKind.UnknownName, $"{Excerpt.Quote(name)} in the expression is not an input: {advice}");
    }

    private static TypedExpression.Local Bind(ArrayExpression.Local node, IReadOnlyList<Operand> operands)
    {
        TypedExpression[] arguments = new TypedExpression[operands.Count];
        for (int i = 0; i < arguments.Length; i++)
        {
            DType expected = node.Kernel.ArgumentTypes[i];
            Operand operand = operands[i];
            bool isTaken = Promotion.Takes(expected, operand) && operand.Fits(expected);
            arguments[i] = isTaken
                ? Conversion.Convert(operand, expected)
                : throw BindingError.In(
                    node,
                    ErrorKind.UnsupportedType,
                    $"argument {i + 1} of the kernel {node.Kernel.Name} is {operand}, not {expected.Name()},",
                    "convert it first, or write the kernel for this dtype");
        }

        return new TypedExpression.Local(node.Kernel, arguments);
    }
}
