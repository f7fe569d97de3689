using ActorCompute.Arrays;
using ActorCompute.Messages;

namespace ActorCompute.Actors.Routing;

/// <summary>What a job may not say of itself, whoever sent it: everything that the router counts with.</summary>
internal static class JobAdmission
{
    /// <summary>The limit of a shape.</summary>
    private const long MaxCount = 1L << 59;

    /// <summary>Why the job cannot be, in a sentence; null if it can as far as its numbers tell.</summary>
    /// <param name="spec">What the job computes.</param>
    /// <param name="travels">True where other nodes are to compute it.</param>
    public static string? WhyNot(JobSpec? spec, bool travels)
    {
        string? why = spec switch
        {
            null => "the job has no spec",
            ItemsSpec { Function: null } => "the job has no function",
            ExpressionSpec { Expression.Travels: false } when travels => "a kernel of the program's own exists in its "
                + "process alone, and code never travels: use an expression, or a local cluster",
            ItemsSpec when travels => "a function of the program exists in its process alone, and code never travels: "
                + "use an expression, or a local cluster",
            _ => null,
        };
        why ??= spec is ExpressionSpec expression ? WhyNot(expression) : null;
        if (why is not null) return why;
        if (spec!.MaxWorkers < 0) return $"{spec.MaxWorkers} workers are not possible: 0 is all";
        if (spec.Timeout <= TimeSpan.Zero || spec.StallTimeout <= TimeSpan.Zero) return "a timeout is longer than zero";
        return WhyNotGrid(spec) ?? WhyNotCounts(spec);
    }

    private static string? WhyNot(ExpressionSpec spec)
    {
        if (spec.Expression is null) return "the job has no expression";
        if (spec.Inputs is null || spec.Inputs.Any(input => input?.Name is null || input.Source is null))
        {
            return "an input of the job has no name or no source";
        }

        if (spec.Outputs is null || spec.Outputs.Any(output => output is null)) return "an output of the job is not set";
        if (spec.Outputs.Count > 1) return $"a job has one output at most, not {spec.Outputs.Count}";
        if (spec.Axes != ExpressionSpec.AllAxes) return "a reduction runs over all axes: leave the axis mask as it is";
        if (!Enum.IsDefined(spec.Type)) return $"{(int)spec.Type} is not a dtype";
        return spec.Reduction is { } reduction && !Enum.IsDefined(reduction)
            ? $"{(int)reduction} is not a reduction"
            : null;
    }

    private static string? WhyNotCounts(JobSpec spec)
    {
        foreach (JobInput input in spec.Inputs)
        {
            Shape shape = input.Description.Shape;
            if (shape.Rank > 0 && shape.Count != spec.Grid.Count) return Other($"input '{input.Name}'", shape);
        }

        foreach (JobOutput output in spec.Outputs)
        {
            Shape shape = output.Description.Shape;
            if (shape.Count != spec.Grid.Count) return Other("the output", shape);
        }

        return null;

        string Other(string what, Shape shape) =>
            $"{what} has {shape.Count} elements, but the job has {spec.Grid.Count}";
    }

    private static string? WhyNotGrid(JobSpec spec)
    {
        ChunkGrid grid = spec.Grid;
        if (grid.Count is < 0 or > MaxCount) return $"a job of {grid.Count} {spec.Unit} is not possible";
        if (grid.ChunkSize <= 0 || (spec is ExpressionSpec && grid.ChunkSize % Block.Size != 0))
        {
            return spec is ExpressionSpec
                ? $"a chunk size of {grid.ChunkSize} elements is not a multiple of the block of {Block.Size}: "
                    + "make the grid with ChunkGrid.For"
                : $"a chunk size of {grid.ChunkSize} items is not possible: make the grid with ChunkGrid.ForItems";
        }

        return grid.Chunks <= ChunkGrid.MaxChunks
            ? null
            : $"{grid.Chunks} chunks are more than the {ChunkGrid.MaxChunks} that a job may have: make the grid with "
                + (spec is ExpressionSpec ? "ChunkGrid.For" : "ChunkGrid.ForItems");
    }
}
