using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>
/// Jobs that are cancelled, fail, time out or stall: each ends, says why, and lets go of its memory.
/// </summary>
public abstract partial class EngineConformance
{
    [Fact]
    public async Task After_a_cancelled_job_has_ended_nothing_writes_to_its_memory()
    {
        await using EngineBench bench = Bench();
        double[] x = RandomNumbers(64 * Block.Size);
        double[] result = new double[x.Length];
        var random = new Random(RandomSeed);
        int cancelled = 0;
        for (int round = 0; round < 200; round++)
        {
            BenchJob job = bench.Map("exp(x) + 1", x, result, Block.Size).Start();
            Thread.SpinWait(random.Next(20_000));
            job.Cancel();
            if (await job.End() is JobFailed failed)
            {
                cancelled++;
                failed.Kind.ShouldBe(ErrorKind.Cancelled);
                failed.Abandoned.ShouldBeEmpty();
            }

            Array.Fill(result, -7.0);
            await bench.Reduce(Reduction.Sum, x, Block.Size).Start().Complete();
            result.AsSpan().IndexOfAnyExcept(-7.0).ShouldBe(-1, $"random seed {RandomSeed}, round {round}");
        }

        cancelled.ShouldBeGreaterThan(0, "no cancel came in time");
        ArrayCount(bench.Engine).ShouldBe(0);
    }

    [Fact]
    public async Task A_failing_element_is_named_with_its_chunk_and_node()
    {
        await using EngineBench bench = Bench();
        ArrayExpression quotient = ArrayExpression.From((long i) => 1 / (i - 70_000));
        JobFailed failed = await bench.Job(
            quotient, new double[100_000], new long[100_000], 1).Start().Fail();
        failed.Kind.ShouldBe(ErrorKind.KernelFailed);
        NodesOfKernels(bench.Engine)
            .Select(node => $"chunk 17 (elements 69632 to 73727) on node {node}: ")
            .ShouldContain(begin => failed.Message.StartsWith(begin), failed.Message);
        failed.Message.ShouldContain("at element 70000");
        (await bench.Map("x", [1], new double[1], 1).Start().Complete()).Statistics.ChunksDone.ShouldBe(1);
    }
}
