using ActorCompute.Arrays;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>
/// Gives each intermediate value a tile buffer, a register, from the instruction that computes it to the last that
/// reads it, so that few registers serve many values and stay in the nearest cache.
/// </summary>
internal sealed class RegisterAllocation
{
    private readonly Dictionary<GraphNode, int> _lastUses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<GraphNode, int> _registers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, Stack<int>> _free = [];
    private readonly List<int> _itemSizes = [];

    /// <summary>Allocates for nodes in the order of their instructions; the last needs no register.</summary>
    public RegisterAllocation(List<GraphNode> computed)
    {
        for (int place = 0; place < computed.Count; place++)
        {
            foreach (GraphNode argument in computed[place].Arguments) _lastUses[argument] = place;
        }

        for (int place = 0; place < computed.Count - 1; place++)
        {
            GraphNode node = computed[place];

            // A kernel may write over an argument of the same item size, unless a program's own kernel says no.
            bool worksInPlace = node.Local?.WorksInPlace ?? true;
            if (worksInPlace) Release(node, place);
            _registers[node] = Take(node.Type.ItemSize());
            if (!worksInPlace) Release(node, place);
        }
    }

    /// <summary>The item size of each register.</summary>
    public IReadOnlyList<int> ItemSizes => _itemSizes;

    /// <summary>The register of a computed node other than the last.</summary>
    public int Of(GraphNode node) => _registers[node];

    private int Take(int itemSize)
    {
        if (_free.TryGetValue(itemSize, out Stack<int>? free) && free.TryPop(out int register)) return register;
        _itemSizes.Add(itemSize);
        return _itemSizes.Count - 1;
    }

    private void Release(GraphNode node, int place)
    {
        foreach (GraphNode argument in node.Arguments.Distinct())
        {
            if (_lastUses[argument] != place || !_registers.TryGetValue(argument, out int register)) continue;
            int itemSize = argument.Type.ItemSize();
            if (!_free.TryGetValue(itemSize, out Stack<int>? free)) _free.Add(itemSize, free = new Stack<int>());
            free.Push(register);
        }
    }
}
