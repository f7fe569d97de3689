namespace ActorCompute.Arrays.Expressions;

/// <summary>Walks of a tree that keep their own stack, so that a deep tree costs no thread its
/// stack.</summary>
internal static class ArrayExpressionWalk
{
    /// <summary>
    /// Combines a tree from the leaves upwards: each node with the results of its children. A node that is
    /// used in several places is combined once.
    /// </summary>
    public static TResult Fold<TResult>(
        ArrayExpression root, Func<ArrayExpression, IReadOnlyList<TResult>, TResult> combine)
    {
        Dictionary<ArrayExpression, TResult> results = new(ReferenceEqualityComparer.Instance);
        Stack<ArrayExpression> pending = new([root]);
        while (pending.TryPeek(out ArrayExpression? node))
        {
            int before = pending.Count;
            for (int i = node.Children.Count - 1; i >= 0; i--)
            {
                if (!results.ContainsKey(node.Children[i])) pending.Push(node.Children[i]);
            }

            if (pending.Count > before) continue;
            pending.Pop();
            if (!results.ContainsKey(node))
            {
                results[node] = combine(node, [.. node.Children.Select(child => results[child])]);
            }
        }

        return results[root];
    }

    /// <summary>The names of the variables, each once, in the order in which they first appear.</summary>
    public static IReadOnlyList<string> Variables(ArrayExpression root)
    {
        OrderedDictionary<string, bool> names = [];
        Fold<bool>(root, (node, _) => node is ArrayExpression.Variable variable && names.TryAdd(variable.Name, true));
        return [.. names.Keys];
    }
}
