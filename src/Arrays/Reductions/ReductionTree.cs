using System.Numerics;
using System.Runtime.InteropServices;

namespace ActorCompute.Arrays.Reductions;

/// <summary>
/// Combines the nodes that chunks send, in whatever order they come, by the binary tree over the block index,
/// so that the bits of the result depend neither on that order nor on how chunks cut the array. Not thread
/// safe.
/// </summary>
/// <param name="reduction">The reduction.</param>
/// <param name="elementType">The dtype of the elements that are reduced.</param>
/// <param name="blockCount">The blocks of the whole array, 0 or more.</param>
public sealed class ReductionTree(Reduction reduction, DType elementType, long blockCount)
{
    // Nodes are numbered as in a heap: the root is 1, the children of n are 2n and 2n + 1. A node without a
    // right sibling is known by its parent's number, for their states are the same.
    private const long Root = 1;

    private readonly BlockTree _tree = new(Math.Max(1, blockCount));

    // Holds every node whose state waits for its sibling, and, without a state, each ancestor of such a node:
    // this is what tells an overlap at once. Made when it is needed, for a single chunk sends the root.
    private Dictionary<long, Entry>? _entries;

    /// <summary>True when every block has been added.</summary>
    public bool IsComplete => blockCount == 0 || Result is not null;

    /// <summary>
    /// The state of the whole array, once complete; null before that and for an array of no blocks.
    /// </summary>
    public Partial? Result { get; private set; }

    /// <summary>Adds a node. Each block must be covered exactly once by all nodes together.</summary>
    /// <exception cref="InvalidOperationException">
    /// The node covers a block that was added before, or does not belong to the tree.
    /// </exception>
    public void Add(in PartialNode node)
    {
        long key = KeyOf(node);
        if (Result is not null) throw Overlap(node);
        if (key == Root)
        {
            if (_entries is { Count: > 0 }) throw Overlap(node);
            Result = node.State;
            return;
        }

        _entries ??= [];
        MarkAncestors(key, node);
        Combine(key, node.State);
    }

    private long KeyOf(in PartialNode node)
    {
        bool isInTree = blockCount > 0
            && node.Level >= 0 && node.Level <= _tree.RootLevel
            && node.Index >= 0 && node.Index < _tree.CountAt(node.Level);
        if (!isInTree)
        {
            throw new InvalidOperationException(
                $"node {node.Index} of level {node.Level} is outside the tree of {blockCount} blocks");
        }

        return SkipOnlyChildren((1L << (_tree.RootLevel - node.Level)) + node.Index);
    }

    private long SkipOnlyChildren(long key)
    {
        while (key != Root)
        {
            int depth = BitOperations.Log2((ulong)key);
            if (!_tree.IsOnlyChild(_tree.RootLevel - depth, key - (1L << depth))) break;
            key >>= 1;
        }

        return key;
    }

    private void MarkAncestors(long key, in PartialNode node)
    {
        if (_entries!.ContainsKey(key)) throw Overlap(node);
        while (key != Root)
        {
            key = SkipOnlyChildren(key >> 1);
            ref Entry ancestor = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _entries, key, out bool isKnown);
            if (!isKnown) continue;
            if (ancestor.HasState) throw Overlap(node);
            return;
        }
    }

    private void Combine(long key, Partial state)
    {
        while (key != Root)
        {
            long sibling = key ^ 1;
            if (!_entries!.TryGetValue(sibling, out Entry other) || !other.HasState)
            {
                _entries[key] = new Entry(state, true);
                return;
            }

            bool isLeft = (key & 1) == 0;
            state = isLeft
                ? ReductionAlgebra.Combine(reduction, elementType, state, other.State)
                : ReductionAlgebra.Combine(reduction, elementType, other.State, state);
            _entries.Remove(sibling);
            _entries.Remove(key);
            key = SkipOnlyChildren(key >> 1);
        }

        _entries!.Clear();
        Result = state;
    }

    private static InvalidOperationException Overlap(in PartialNode node) =>
        new($"node {node.Index} of level {node.Level} covers a block that was added before");

    private readonly record struct Entry(Partial State, bool HasState);
}
