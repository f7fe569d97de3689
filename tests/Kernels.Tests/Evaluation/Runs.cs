using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation;

namespace ActorCompute.Kernels.Tests.Evaluation;

/// <summary>Runs plans as an engine does: chunk by chunk.</summary>
internal static class Runs
{
    public static RunOutcome Run(
        Plan plan, ElementSource[] inputs, ElementTarget? output, long count, int chunkBlocks = int.MaxValue)
    {
        using EvaluationScratch scratch = new();
        long chunk = (long)chunkBlocks * Block.Size;
        RunOutcome outcome = default;
        for (long start = 0; start < count && outcome.Status == RunStatus.Finished; start += chunk)
        {
            outcome = TileEvaluator.Run(
                plan, inputs, output, start, Math.Min(chunk, count - start), null, new StopFlag(), scratch);
        }

        return outcome;
    }

    /// <summary>The elements of an expression over in-place inputs.</summary>
    public static T[] Evaluate<T>(TypedExpression expression, params ElementSource[] inputs)
        where T : unmanaged
    {
        long count = inputs.Max(input => input.Description.Shape.Count);
        using TestTarget target = new(expression.Type, count);
        Run(Plan.Compile(expression, null), inputs, target, count).ShouldBe(
            new RunOutcome(RunStatus.Finished, default, -1, null));
        target.GuardsShouldBeWhole();
        return target.As<T>();
    }

    /// <summary>The value of a reduction, chunks cut and combined as asked.</summary>
    public static Scalar Reduce(
        Plan plan, ElementSource[] inputs, ElementTarget? output, long count, int chunkBlocks,
        Random? arrival = null)
    {
        using EvaluationScratch scratch = new();
        PartialStack stack = new();
        List<PartialNode> nodes = [];
        Reduction reduction = plan.Reduction!.Value;
        long blockCount = Block.CountFor(count);
        for (long block = 0; block < blockCount; block += chunkBlocks)
        {
            stack.Start(reduction, plan.ResultType, block, blockCount);
            long start = block * Block.Size;
            long chunk = Math.Min((long)chunkBlocks * Block.Size, count - start);
            RunOutcome outcome = TileEvaluator.Run(
                plan, inputs, output, start, chunk, stack, new StopFlag(), scratch);
            outcome.Status.ShouldBe(RunStatus.Finished, outcome.Message);
            nodes.AddRange(stack.Nodes);
        }

        arrival?.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(nodes));
        ReductionTree tree = new(reduction, plan.ResultType, blockCount);
        foreach (PartialNode node in nodes) tree.Add(node);
        tree.IsComplete.ShouldBeTrue();
        return ReductionAlgebra.Finish(reduction, plan.ResultType, tree.Result, count).Value;
    }
}
