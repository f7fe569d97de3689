using ActorCompute.Arrays.Expressions;
using ActorCompute.Kernels.Elementwise;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// Makes one node of two arithmetic ones where nobody else needs the inner one, so that two kernels' passes
/// over a tile become one. Bits do not change.
/// </summary>
internal sealed class Joining
{
    private readonly Dictionary<GraphNode, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<GraphNode, GraphNode> _rebuilt = new(ReferenceEqualityComparer.Instance);

    private Joining(GraphNode root, List<GraphNode> nodes)
    {
        // From the root downwards: nodes stand after their arguments.
        _uses[root] = 1;
        for (int place = nodes.Count - 1; place >= 0; place--)
        {
            if (!_uses.ContainsKey(nodes[place])) continue;
            foreach (GraphNode argument in nodes[place].Arguments)
            {
                _uses[argument] = _uses.GetValueOrDefault(argument) + 1;
            }
        }
    }

    /// <summary>
    /// The nodes that a root needs, joined where possible, each after its arguments, the root last. Among
    /// them are still those that became part of another, which the root no longer leads to.
    /// </summary>
    /// <param name="root">The root.</param>
    /// <param name="nodes">All nodes of the graph, each after its arguments.</param>
    public static List<GraphNode> Of(GraphNode root, List<GraphNode> nodes)
    {
        Joining joining = new(root, nodes);
        List<GraphNode> joined = [];
        foreach (GraphNode node in nodes)
        {
            if (!joining._uses.ContainsKey(node)) continue;
            GraphNode rebuilt = joining.Rebuild(node);
            joining._rebuilt.Add(node, rebuilt);
            joined.Add(rebuilt);
        }

        return joined;
    }

    private GraphNode Rebuild(GraphNode node)
    {
        GraphNode[] arguments = Array.ConvertAll(node.Arguments, argument => _rebuilt[argument]);
        if (node.Kind == NodeKind.Function && JoinedKernels.CanJoin(node.Function, node.Type))
        {
            for (int place = 0; place < arguments.Length; place++)
            {
                if (_uses[node.Arguments[place]] != 1 || !IsInner(arguments[place])) continue;
                return Join(node, place, arguments[place], arguments[1 - place]);
            }
        }

        return node.WithArguments(arguments);
    }

    // One that is joined already is none.
    private static bool IsInner(GraphNode node) =>
        node.Kind == NodeKind.Function && JoinedKernels.CanJoin(ProductOf(node), node.Type);

    // The square is the product of a number with itself.
    private static Function ProductOf(GraphNode node) =>
        node.Function == Function.Square ? Function.Multiply : node.Function;

    private static GraphNode Join(GraphNode node, int place, GraphNode inner, GraphNode other)
    {
        Join join = new(
            ProductOf(inner),
            node.Function,
            place == 1 && !JoinedKernels.IsCommutative(node.Function));
        return new GraphNode(
            NodeKind.Joined, node.Type, join.ToBits(), null, inner.Arguments[0], inner.Arguments[^1], other);
    }
}
