using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;

namespace ActorCompute.Client;

/// <summary>A job in the words of a program: what to compute, of what, and where to. Immutable.</summary>
public sealed record JobRequest
{
    /// <summary>The expression.</summary>
    public required ArrayExpression Expression { get; init; }

    /// <summary>
    /// The inputs by the names that the expression uses. All of one shape, or of rank 0. One that the
    /// expression does not use is allowed: its shape counts, as for <c>x => 1.0</c>, and its elements are not
    /// read.
    /// </summary>
    public IReadOnlyList<(string Name, ArrayInput Input)> Inputs { get; init; } = [];

    /// <summary>The reduction of the expression's elements, or null for the elements themselves.</summary>
    public Reduction? Reduction { get; init; }

    /// <summary>
    /// Where the result goes: the elements, or the value of the reduction. Left out: a new array, or nowhere.
    /// </summary>
    public ArrayOutput Into { get; init; }

    /// <summary>How to compute it.</summary>
    public JobOptions Options { get; init; } = new();

    /// <summary>
    /// What the job would give, found by its inputs' headers alone: for a program that has to choose where a
    /// result goes. The output is not opened.
    /// </summary>
    /// <exception cref="ComputeException">The request is not possible.</exception>
    public JobDescription Describe() => JobPreparation.Describe(this);
}

/// <summary>What a job takes and gives, without its elements.</summary>
/// <param name="Elements">Dtype and shape of the expression's elements, before any reduction.</param>
/// <param name="Result">Dtype and shape of the result: the elements, or the value of the reduction.</param>
/// <param name="Inputs">Dtype and shape of the inputs, in the order of the request.</param>
public sealed record JobDescription(
    ArrayDescription Elements, ArrayDescription Result, IReadOnlyList<ArrayDescription> Inputs);

/// <summary>What came of a job.</summary>
/// <param name="Elements">Dtype and shape of the expression's elements, before any reduction.</param>
/// <param name="Array">The new array, if the job made one; the caller disposes it.</param>
/// <param name="Value">The value of the reduction, if there is one.</param>
/// <param name="Warning">A sentence about the value, or null.</param>
/// <param name="Statistics">What it took.</param>
/// <param name="Story">What happened, in order.</param>
public sealed record JobResult(
    ArrayDescription Elements,
    ComputeArray? Array,
    Scalar? Value,
    string? Warning,
    JobStatistics Statistics,
    IReadOnlyList<StoryEvent> Story);
