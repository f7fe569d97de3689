using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Evaluation.Local;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// An expression as a graph: common subexpressions once, operations on constants folded. Nothing is
/// reassociated, for that would change bits.
/// </summary>
internal sealed class ExpressionGraph
{
    private readonly Dictionary<GraphNode, GraphNode> _nodes = [];
    private readonly List<GraphNode> _order = [];

    // By reference: an expression that a program builds may share subtrees, and comparing them costs their
    // size.
    private readonly Dictionary<TypedExpression, GraphNode> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>The graph of an expression, whose root is always computed by an instruction.</summary>
    public ExpressionGraph(TypedExpression expression)
    {
        // Explicit instead of recursive: the depth of an expression is the program's, the thread's stack is
        // not.
        Stack<(TypedExpression Expression, bool HasArguments)> pending = new();
        pending.Push((expression, false));
        while (pending.TryPop(out (TypedExpression Expression, bool HasArguments) next))
        {
            if (_seen.ContainsKey(next.Expression)) continue;
            if (next.HasArguments)
            {
                _seen.Add(next.Expression, Build(next.Expression));
                continue;
            }

            pending.Push((next.Expression, true));
            IReadOnlyList<TypedExpression> arguments = ArgumentsOf(next.Expression);
            for (int place = arguments.Count - 1; place >= 0; place--)
            {
                pending.Push((arguments[place], false));
            }
        }

        Root = ResultOf(_seen[expression]);
    }

    /// <summary>The value of the expression.</summary>
    public GraphNode Root { get; }

    /// <summary>
    /// The computed nodes, joined where that saves a pass, in the order of their evaluation; the root is the
    /// last.
    /// </summary>
    public List<GraphNode> Computed()
    {
        List<GraphNode> joined = Joining.Of(Root, _order);
        return EvaluationOrder.Of(joined[^1], joined);
    }

    private static IReadOnlyList<TypedExpression> ArgumentsOf(TypedExpression expression) => expression switch
    {
        TypedExpression.Operation operation => operation.Arguments,
        TypedExpression.Cast cast => [cast.Argument],
        TypedExpression.Local local => local.Arguments,
        _ => [],
    };

    private GraphNode Build(TypedExpression expression)
    {
        GraphNode[] arguments = [.. ArgumentsOf(expression).Select(argument => _seen[argument])];
        return expression switch
        {
            TypedExpression.Variable variable =>
                Add(new GraphNode(NodeKind.Input, variable.Type, variable.Input, null)),
            TypedExpression.Constant constant => AddConstant(constant.Value),
            TypedExpression.Operation operation => Fold(
                new GraphNode(NodeKind.Function, operation.Type, (long)operation.Function, null, arguments)),
            TypedExpression.Cast cast => Fold(new GraphNode(NodeKind.Cast, cast.Type, 0, null, arguments)),
            TypedExpression.Local local => Add(new GraphNode(
                NodeKind.Local, local.Type, 0, local.Kernel, Array.ConvertAll(arguments, Canonical))),
            _ => throw new ArgumentException($"{expression.GetType()} is unknown", nameof(expression)),
        };
    }

    private GraphNode AddConstant(Scalar value) =>
        Add(new GraphNode(NodeKind.Constant, value.Type, value.Bits, null));

    /// <summary>A program's kernel sees bools of 0 and 1 only, as C# promises it.</summary>
    private GraphNode Canonical(GraphNode argument) =>
        argument is { Kind: NodeKind.Input, Type: DType.Bool } ? Copy(argument) : argument;

    /// <summary>Kernels of our own give canonical results; anything else passes through a copy.</summary>
    private GraphNode ResultOf(GraphNode node) =>
        node.Kind is NodeKind.Function or NodeKind.Cast or NodeKind.Copy || node.Local is OperatorKernel
            ? node
            : Copy(node);

    private GraphNode Copy(GraphNode node) => Add(new GraphNode(NodeKind.Copy, node.Type, 0, null, node));

    private GraphNode Fold(GraphNode node) =>
        ConstantFolding.TryFold(node, out Scalar value) ? AddConstant(value) : Add(node);

    private GraphNode Add(GraphNode node)
    {
        if (_nodes.TryGetValue(node, out GraphNode? known)) return known;
        _nodes.Add(node, node);
        _order.Add(node);
        return node;
    }
}
