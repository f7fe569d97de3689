using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Kernels.Evaluation;

/// <summary>Runs plans over chunks. Thread safe, as long as each thread brings its own scratch.</summary>
public static class TileEvaluator
{
    /// <summary>
    /// Evaluates <paramref name="count"/> elements from <paramref name="start"/> on: stores them, reduces them, or
    /// both. What goes wrong with elements, sources or the target is the outcome; nothing of it is thrown.
    /// </summary>
    /// <param name="plan">What to compute.</param>
    /// <param name="inputs">
    /// The inputs by place. One of rank 0 serves every element; the others have an element for each of the result's.
    /// </param>
    /// <param name="output">
    /// Where the elements go, or null. Its memory may be that of an input of the same item size, element on element;
    /// else it overlaps none.
    /// </param>
    /// <param name="start">The global index of the first element, a multiple of a block.</param>
    /// <param name="count">How many elements.</param>
    /// <param name="partials">
    /// Where the states of the blocks go; started at the first block. Null for a plan without a reduction.
    /// </param>
    /// <param name="stop">Looked at before each block.</param>
    /// <param name="scratch">Memory of this thread.</param>
    /// <exception cref="ArgumentException">The arguments do not fit the plan.</exception>
    public static RunOutcome Run(
        Plan plan,
        ReadOnlySpan<ElementSource> inputs,
        ElementTarget? output,
        long start,
        long count,
        PartialStack? partials,
        StopFlag stop,
        EvaluationScratch scratch)
    {
        Check(plan, inputs, output, start, count, partials);
        if (count == 0) return RunOutcome.Finished;
        TileRun run = new(plan, inputs, output, start, count, partials, stop);
        return run.Execute(scratch);
    }

    private static void Check(
        Plan plan,
        ReadOnlySpan<ElementSource> inputs,
        ElementTarget? output,
        long start,
        long count,
        PartialStack? partials)
    {
        if (start < 0 || start % Block.Size != 0)
        {
            throw new ArgumentException($"element {start} is not the first of a block", nameof(start));
        }

        if (count < 0) throw new ArgumentException($"the count {count} is negative", nameof(count));
        if (plan.Reduction != partials?.Reduction)
        {
            throw new ArgumentException("the plan and the partials do not have the same reduction", nameof(partials));
        }

        if (inputs.Length < plan.InputTypes.Count)
        {
            throw new ArgumentException($"the plan reads {plan.InputTypes.Count} inputs", nameof(inputs));
        }

        for (int place = 0; place < plan.InputTypes.Count; place++)
        {
            if (plan.InputTypes[place] is not { } type) continue;
            ArrayDescription input = inputs[place].Description;
            if (input.Type != type || (input.Shape.Rank > 0 && !Holds(input, start, count)))
            {
                throw new ArgumentException($"input {place} does not fit the plan or the range", nameof(inputs));
            }
        }

        if (output is not null && (output.Description.Type != plan.ResultType || !Holds(output.Description, start, count)))
        {
            throw new ArgumentException("the output does not fit the plan or the range", nameof(output));
        }
    }

    private static bool Holds(in ArrayDescription array, long start, long count) =>
        start <= array.Shape.Count && count <= array.Shape.Count - start;
}
