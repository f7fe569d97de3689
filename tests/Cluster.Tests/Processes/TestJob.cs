using System.Collections.Concurrent;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;

namespace ActorCompute.Cluster.Tests.Processes;

/// <summary>A job, and what it gives in one process.</summary>
/// <param name="Count">Elements of x, made on the workers from the random seed 1.</param>
/// <param name="Depth">How often the sine is taken: what an element costs.</param>
/// <param name="Reduction">The reduction, or null for the elements.</param>
internal sealed record TestJob(long Count, int Depth, string? Reduction)
{
    private static readonly ConcurrentDictionary<TestJob, Lazy<Task<string>>> _inProcess = [];

    /// <summary>A second or two of two cores, with 48 MB of results.</summary>
    public static TestJob Elements { get; } = new(6_000_000, 400, null);

    /// <summary>A second or two of two cores, with one number as its result.</summary>
    public static TestJob Sum { get; } = new(14_000_000, 200, "sum");

    /// <summary>To be cancelled.</summary>
    public static TestJob Endless { get; } = new(1_000_000_000, 400, "sum");

    /// <summary>Over as soon as it is there.</summary>
    public static TestJob Small { get; } = new(10_000, 1, "sum");

    /// <summary>The arguments of <c>actorcompute</c> that compute it.</summary>
    public string[] Arguments
    {
        get
        {
            string[] reduce = Reduction is null ? [] : ["--reduce", Reduction];
            return ["eval", Expression, "--random", $"x={Count}:1", .. reduce, "--json"];
        }
    }

    /// <summary>The same for a program.</summary>
    public JobRequest Request => new()
    {
        Expression = ArrayExpression.Parse(Expression),
        Inputs = [("x", ArrayInput.Random(Count, seed: 1))],
        Reduction = Reduction is null ? null : ReductionNames.Parse(Reduction),
    };

    private string Expression =>
        $"{string.Concat(Enumerable.Repeat("sin(", Depth))}x{new string(')', Depth)}";

    /// <summary>The sha256 of its result when one process computes it.</summary>
    public Task<string> Sha256InProcess() =>
        _inProcess.GetOrAdd(this, job => new(job.ComputeInProcess)).Value;

    private async Task<string> ComputeInProcess()
    {
        await using ClusterProcess process = ClusterProcess.Start(
            "in one process", Place.Loopback, Programs.CommandLine, Arguments);
        return (await process.End()).Sha256();
    }
}
