using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Arrays.Tests.Reductions;

public class ReductionTreeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void The_sum_has_the_bits_of_the_definition_however_chunks_cut_and_arrive(int blockCount)
    {
        Random random = new(blockCount);
        double[] blocks = RandomBlocks(random, blockCount);
        double expected = Definition(blocks, LevelsOf(blockCount), 0)!.Value;
        for (int repeat = 0; repeat < 30; repeat++)
        {
            int largestChunk = 1 + random.Next(repeat % 3 == 0 ? blockCount : 5);
            List<PartialNode> nodes = RandomChunks(random, blocks, largestChunk);
            random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes));
            SumOf(nodes, blockCount).ShouldBe(expected);
        }
    }

    [Fact]
    public void The_sum_of_one_chunk_is_one_node()
    {
        foreach (int blockCount in new[] { 1, 2, 3, 2441, 4096 })
        {
            PartialStack stack = new();
            Push(stack, RandomBlocks(new Random(1), blockCount), 0, blockCount);
            stack.Nodes.Length.ShouldBe(1);
            SumOf([stack.Nodes[0]], blockCount).ShouldNotBe(0);
        }
    }

    [Fact]
    public void A_chunk_sends_at_most_two_nodes_a_level_and_they_cover_it_in_order()
    {
        const int blockCount = 5000;
        Random random = new(2);
        double[] blocks = RandomBlocks(random, blockCount);
        PartialStack stack = new();
        for (int repeat = 0; repeat < 200; repeat++)
        {
            int first = random.Next(blockCount);
            int end = first + 1 + random.Next(blockCount - first);
            Push(stack, blocks, first, end);
            stack.Nodes.Length.ShouldBeLessThanOrEqualTo(2 * LevelsOf(end - first) + 2);
            long next = first;
            foreach (PartialNode node in stack.Nodes)
            {
                (node.Index << node.Level).ShouldBe(next);
                next = Math.Min(blockCount, (node.Index + 1) << node.Level);
            }

            next.ShouldBe(end);
        }
    }

    [Fact]
    public void Nothing_is_complete_before_the_last_block()
    {
        ReductionTree tree = new(Reduction.Sum, DType.Int64, 3);
        tree.IsComplete.ShouldBeFalse();
        tree.Add(new PartialNode(0, 2, new Partial(4)));
        tree.Add(new PartialNode(0, 0, new Partial(1)));
        tree.IsComplete.ShouldBeFalse();
        tree.Result.ShouldBeNull();
        tree.Add(new PartialNode(0, 1, new Partial(2)));
        tree.IsComplete.ShouldBeTrue();
        tree.Result.ShouldBe(new Partial(7));
    }

    [Fact]
    public void An_array_without_blocks_is_complete_without_a_state()
    {
        ReductionTree tree = new(Reduction.Sum, DType.Int64, 0);
        tree.IsComplete.ShouldBeTrue();
        tree.Result.ShouldBeNull();
    }

    [Theory]
    [InlineData("0:0 0:0")] // twice
    [InlineData("0:0 0:1 0:0")] // twice, after it was combined
    [InlineData("0:5 2:1")] // a block, then the node above it
    [InlineData("2:1 0:5")] // a node, then a block under it
    [InlineData("0:0 1:1 2:0")] // parts, then the whole of them
    [InlineData("0:8 1:4")] // the last of nine blocks, by the name of its parent
    [InlineData("4:0 3:1")] // everything, then a part
    [InlineData("0:3 4:0")] // a part, then everything
    [InlineData("5:0")] // above the root
    [InlineData("0:9")] // beyond the last block
    [InlineData("0:-1")]
    [InlineData("-1:0")]
    public void An_overlapping_or_foreign_node_is_refused(string nodes)
    {
        ReductionTree tree = new(Reduction.Sum, DType.Int64, 9);
        PartialNode[] all = [.. nodes.Split(' ').Select(node => node.Split(':'))
            .Select(node => new PartialNode(int.Parse(node[0]), long.Parse(node[1]), default))];
        foreach (PartialNode node in all[..^1]) tree.Add(node);
        Should.Throw<InvalidOperationException>(() => tree.Add(all[^1]));
    }

    [Fact]
    public void Order_is_kept_where_it_matters()
    {
        // argmin of equal values: the first index, whichever half comes first.
        ReductionTree tree = new(Reduction.Argmin, DType.Int64, 2);
        tree.Add(new PartialNode(0, 1, new Partial(5, 4096)));
        tree.Add(new PartialNode(0, 0, new Partial(5, 17)));
        tree.Result!.Value.B.ShouldBe(17);
    }

    [Fact]
    public void Pushing_past_the_last_block_is_refused()
    {
        PartialStack stack = new();
        stack.Start(Reduction.Sum, DType.Int64, 1, 2);
        stack.Push(new Partial(1));
        Should.Throw<InvalidOperationException>(() => stack.Push(new Partial(1)));
        Should.Throw<ArgumentOutOfRangeException>(() => stack.Start(Reduction.Sum, DType.Int64, 2, 2));
    }

    [Fact]
    public void A_tree_as_large_as_arrays_can_be_takes_its_nodes()
    {
        const long blockCount = (1L << 48) - 1;
        ReductionTree tree = new(Reduction.Sum, DType.Int64, blockCount);
        tree.Add(new PartialNode(47, 1, new Partial(2)));
        tree.Add(new PartialNode(47, 0, new Partial(1)));
        tree.Result.ShouldBe(new Partial(3));
    }

    // node(level, k) = node(level - 1, 2k) + node(level - 1, 2k + 1); a missing right child passes the left.
    private static double? Definition(double[] blocks, int level, long index)
    {
        if (level == 0) return index < blocks.Length ? blocks[index] : null;
        double? left = Definition(blocks, level - 1, 2 * index);
        double? right = Definition(blocks, level - 1, (2 * index) + 1);
        return right is null ? left : left + right;
    }

    private static int LevelsOf(int blockCount)
    {
        int levels = 0;
        while (1 << levels < blockCount) levels++;
        return levels;
    }

    private static double[] RandomBlocks(Random random, int count)
    {
        double[] blocks = new double[count];
        for (int block = 0; block < count; block++)
        {
            blocks[block] = random.NextDouble() * Math.Pow(10, random.Next(12));
        }

        return blocks;
    }

    private static List<PartialNode> RandomChunks(Random random, double[] blocks, int largest)
    {
        List<PartialNode> nodes = [];
        PartialStack stack = new();
        for (int first = 0; first < blocks.Length;)
        {
            int end = Math.Min(blocks.Length, first + 1 + random.Next(largest));
            Push(stack, blocks, first, end);
            nodes.AddRange(stack.Nodes);
            first = end;
        }

        return nodes;
    }

    private static void Push(PartialStack stack, double[] blocks, int first, int end)
    {
        stack.Start(Reduction.Sum, DType.Float64, first, blocks.Length);
        for (int block = first; block < end; block++)
        {
            stack.Push(new Partial(BitConverter.DoubleToInt64Bits(blocks[block])));
        }
    }

    private static double SumOf(List<PartialNode> nodes, int blockCount)
    {
        ReductionTree tree = new(Reduction.Sum, DType.Float64, blockCount);
        foreach (PartialNode node in nodes) tree.Add(node);
        tree.IsComplete.ShouldBeTrue();
        return BitConverter.Int64BitsToDouble(tree.Result!.Value.A);
    }
}
