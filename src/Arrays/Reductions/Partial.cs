namespace ActorCompute.Arrays.Reductions;

/// <summary>
/// The state of a reduction over a run of elements: 24 bytes, of which each reduction uses what it needs.
/// The words are raw bits, so that a partial travels as it is.
/// </summary>
/// <param name="A">The first word: a sum, a product, a value, a mean, a count or a truth value.</param>
/// <param name="B">
/// The second word: the index of argmin and argmax, the sum of squared deviations of var and std.
/// </param>
/// <param name="C">The third word: the count of elements of var and std.</param>
public readonly record struct Partial(long A, long B = 0, long C = 0);

/// <summary>
/// A node of the binary tree over the block index in which partials combine: level 0 is a block, node
/// (level, index) covers nodes 2 index and 2 index + 1 of the level below.
/// </summary>
/// <param name="Level">The height above the blocks.</param>
/// <param name="Index">The place within the level, from 0.</param>
/// <param name="State">The combined state of the blocks under the node.</param>
public readonly record struct PartialNode(int Level, long Index, Partial State);
