namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// The order in which the nodes of a graph are computed: each after its arguments, and of these the one first
/// that needs the most registers, which keeps their number low; among equals the dearest, for it hides best
/// that the first kernel over a tile waits for memory.
/// </summary>
/// <remarks>
/// R. Sethi, J. D. Ullman, "The generation of optimal code for arithmetic expressions" (1970), for trees; a
/// shared node is counted with each of its users.
/// </remarks>
internal sealed class EvaluationOrder
{
    private readonly Dictionary<GraphNode, Weight> _weights = new(ReferenceEqualityComparer.Instance);
    private readonly List<GraphNode> _computed = [];

    private EvaluationOrder()
    {
    }

    /// <summary>The computed nodes that a root needs; the root is the last.</summary>
    /// <param name="root">The root.</param>
    /// <param name="nodes">All nodes of the graph, each after its arguments.</param>
    public static List<GraphNode> Of(GraphNode root, List<GraphNode> nodes)
    {
        EvaluationOrder order = new();
        foreach (GraphNode node in nodes) order._weights.Add(node, order.WeightOf(node));
        order.Visit(root);
        return order._computed;
    }

    private Weight WeightOf(GraphNode node)
    {
        if (!node.IsComputed) return default;
        Weight[] arguments = [.. HeaviestFirst(node).Select(argument => _weights[argument])];
        int registers = 1;
        double cost = Instruction.CostOf(node);
        for (int place = 0; place < arguments.Length; place++)
        {
            // The results of the arguments before it wait in registers.
            registers = Math.Max(registers, arguments[place].Registers + place);
            cost += arguments[place].Cost;
        }

        return new Weight(registers, cost);
    }

    private IEnumerable<GraphNode> HeaviestFirst(GraphNode node) =>
        node.Arguments
            .Where(argument => argument.IsComputed)
            .OrderByDescending(argument => _weights[argument]);

    // With a stack of its own, as expressions may be deeper than the thread's.
    private void Visit(GraphNode root)
    {
        HashSet<GraphNode> visited = new(ReferenceEqualityComparer.Instance);
        Stack<(GraphNode Node, bool HasArguments)> pending = new();
        pending.Push((root, false));
        while (pending.TryPop(out (GraphNode Node, bool HasArguments) next))
        {
            if (next.HasArguments)
            {
                _computed.Add(next.Node);
                continue;
            }

            if (!visited.Add(next.Node)) continue;
            pending.Push((next.Node, true));
            foreach (GraphNode argument in HeaviestFirst(next.Node).Reverse())
            {
                pending.Push((argument, false));
            }
        }
    }

    private readonly record struct Weight(int Registers, double Cost) : IComparable<Weight>
    {
        public int CompareTo(Weight other) =>
            Registers != other.Registers ? Registers.CompareTo(other.Registers) : Cost.CompareTo(other.Cost);
    }
}
