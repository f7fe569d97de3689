using System.Security.Cryptography;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Client;

namespace ActorCompute.Cluster.Tests.Soak;

/// <summary>Jobs of all kinds, and what each gives in one process.</summary>
internal sealed class SoakJobs
{
    private const int Kinds = 32;

    private readonly List<(JobRequest Request, string Result)> _jobs = [];

    private SoakJobs()
    {
    }

    /// <summary>Draws jobs, and computes them in this process.</summary>
    public static async Task<SoakJobs> Draw(int seed)
    {
        var random = new Random(seed);
        var jobs = new SoakJobs();
        await using ComputeCluster alone = ComputeCluster.Local();
        for (int kind = 0; kind < Kinds; kind++)
        {
            JobRequest request = Draw(random);
            jobs._jobs.Add((request, await Result(alone, request)));
        }

        return jobs;
    }

    /// <summary>Runs one of the jobs.</summary>
    /// <returns>
    /// How many chunks went out again, and whether the result is the one of a single process.
    /// </returns>
    public async Task<(long Retries, bool IsRight)> Run(ComputeCluster cluster, int number)
    {
        (JobRequest request, string expected) = _jobs[number % Kinds];
        JobHandle<JobResult> handle = cluster.Submit(request);
        JobResult result = await handle;
        using ComputeArray? array = result.Array;
        return (result.Statistics.Retries, Text(result) == expected);
    }

    private static JobRequest Draw(Random random)
    {
        int count = random.Next(1, 1_000_000);
        int depth = random.Next(1, 60);
        bool travels = random.Next(2) == 0;
        ArrayInput x = travels
            ? Enumerable.Range(0, count).Select(_ => random.NextDouble()).ToArray()
            : ArrayInput.Random(count, (ulong)random.Next());
        Reduction? reduction = random.Next(3) switch
        {
            0 => Reduction.Sum,
            1 => Reduction.Max,
            _ => null,
        };
        string sines = string.Concat(Enumerable.Repeat("sin(", depth));
        return new JobRequest
        {
            Expression = ArrayExpression.Parse($"2 * {sines}x{new string(')', depth)} + y"),
            Inputs = [("x", x), ("y", ArrayInput.Arange(count))],
            Reduction = reduction,
        };
    }

    private static async Task<string> Result(ComputeCluster cluster, JobRequest request)
    {
        JobResult result = await cluster.Submit(request);
        using ComputeArray? array = result.Array;
        return Text(result);
    }

    private static unsafe string Text(JobResult result) => result.Array is { } array
        ? Convert.ToHexStringLower(SHA256.HashData(new ReadOnlySpan<byte>(array.Address, (int)array.Bytes)))
        : $"{result.Value!.Value.Bits:x16}";
}
