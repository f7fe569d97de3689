using System.Numerics;

namespace ActorCompute.Arrays.Reductions;

/// <summary>
/// The shape of the binary tree over the blocks of an array: node (level, k) covers nodes 2k and 2k + 1 of
/// the level below, and at the right edge a node may have a left child only.
/// </summary>
/// <param name="blockCount">The blocks of the array, at least one.</param>
internal readonly struct BlockTree(long blockCount)
{
    /// <summary>The level of the one node that covers every block.</summary>
    public int RootLevel { get; } = 64 - BitOperations.LeadingZeroCount((ulong)(blockCount - 1));

    /// <summary>How many nodes a level has.</summary>
    public long CountAt(int level) => (blockCount + (1L << level) - 1) >> level;

    /// <summary>True for a node without a right sibling, whose parent therefore has the same state.</summary>
    public bool IsOnlyChild(int level, long index) =>
        level < RootLevel && (index & 1) == 0 && index == CountAt(level) - 1;
}
