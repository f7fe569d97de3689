namespace ActorCompute.Arrays.Reductions;

/// <summary>
/// Turns the consecutive blocks of a chunk into the maximal complete nodes of the tree that they cover: at
/// most two a level, and the root alone when they are all of the array's blocks. Reusable; not thread safe.
/// </summary>
public sealed class PartialStack
{
    // A run of blocks is covered by a rising and a falling flank of at most one node a level each.
    private readonly PartialNode[] _nodes = new PartialNode[2 * 64];
    private int _count;
    private BlockTree _tree;
    private long _next;
    private long _blockCount;

    /// <summary>The reduction whose partials are combined.</summary>
    public Reduction Reduction { get; private set; }

    /// <summary>The dtype of the elements that are reduced.</summary>
    public DType ElementType { get; private set; }

    /// <summary>
    /// The maximal nodes of the blocks pushed so far, in order. Valid until the next push or start.
    /// </summary>
    public ReadOnlySpan<PartialNode> Nodes => _nodes.AsSpan(0, _count);

    /// <summary>Forgets all nodes and starts a chunk.</summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="elementType">The dtype of the elements that are reduced.</param>
    /// <param name="firstBlock">The index of the first block that will be pushed.</param>
    /// <param name="blockCount">The blocks of the whole array.</param>
    /// <exception cref="ArgumentOutOfRangeException">The first block is not one of the array's.</exception>
    public void Start(Reduction reduction, DType elementType, long firstBlock, long blockCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(blockCount);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBlock);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firstBlock, blockCount);
        Reduction = reduction;
        ElementType = elementType;
        _tree = new BlockTree(blockCount);
        _blockCount = blockCount;
        _next = firstBlock;
        _count = 0;
    }

    /// <summary>Adds the state of the next block.</summary>
    /// <exception cref="InvalidOperationException">The array has no further block.</exception>
    public void Push(in Partial block)
    {
        if (_next == _blockCount) throw new InvalidOperationException("the last block was pushed already");
        int level = 0;
        long index = _next++;
        Partial state = block;
        while (true)
        {
            bool isRightChild = (index & 1) == 1;
            if (isRightChild && _count > 0 && _nodes[_count - 1].Level == level)
            {
                state = ReductionAlgebra.Combine(Reduction, ElementType, _nodes[--_count].State, state);
            }
            else if (!_tree.IsOnlyChild(level, index))
            {
                break;
            }

            level++;
            index >>= 1;
        }

        _nodes[_count++] = new PartialNode(level, index, state);
    }
}
