using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>
/// Jobs by message that do not fit together: anyone may send them, and none may hurt the engine.
/// </summary>
public abstract partial class EngineConformance
{
    private static readonly
        Dictionary<string, (Func<ExpressionSpec, ExpressionSpec> Spoil, string Message)> s_malformed = new()
    {
        ["chunk size 0"] =
            (spec => spec with { Grid = new ChunkGrid(5000, 0) }, "a chunk size of 0 elements"),
        ["part of a block"] =
            (spec => spec with { Grid = new ChunkGrid(5000, 100) }, "not a multiple of the block"),
        ["a negative count"] = (spec => spec with { Grid = new ChunkGrid(-1, 4096) }, "a job of -1 elements"),
        ["too many chunks"] =
            (spec => spec with { Grid = new ChunkGrid(1L << 50, 4096) }, "chunks are more than"),
        ["another count"] = (spec => spec with { Grid = new ChunkGrid(6000, 4096) }, "'x' has 5000 elements"),
        ["two outputs"] =
            (spec => spec with { Outputs = [.. spec.Outputs, .. spec.Outputs] }, "one output at most"),
        ["another dtype"] =
            (spec => spec with { Type = DType.Int32 }, "the job says that its expression is int32"),
        ["no dtype"] = (spec => spec with { Type = (DType)77 }, "77 is not a dtype"),
        ["no reduction"] = (spec => spec with { Reduction = (Reduction)99 }, "99 is not a reduction"),
        ["an axis"] = (spec => spec with { Axes = 1 }, "over all axes"),
        ["no expression"] = (spec => spec with { Expression = null! }, "no expression"),
        ["no inputs"] = (spec => spec with { Inputs = null! }, "no name or no source"),
        ["negative workers"] = (spec => spec with { MaxWorkers = -1 }, "-1 workers"),
        ["no time"] = (spec => spec with { Timeout = TimeSpan.Zero }, "longer than zero"),
        ["an unknown name"] = (
            spec => spec with { Expression = ArrayExpression.Parse("x + y") }, "'y'"),
        ["no such file"] = (
            spec => spec with
            {
                Inputs = [spec.Inputs[0] with { Source = new InputSource.NpyFile("/no/such.npy", 0) }],
            },
            "/no/such.npy"),
    };

    public static TheoryData<string> Malformed => [.. s_malformed.Keys];

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_job_fails_with_a_sentence(string mistake)
    {
        await using EngineBench bench = Bench();
        BenchJob job = bench.Map("x + 1", new double[5000], new double[5000], 1);
        JobFailed failed = await (job with { Spec = s_malformed[mistake].Spoil(job.Spec) }).Start().Fail();
        failed.Message.ShouldContain(s_malformed[mistake].Message);
        await bench.Map("x", new double[5000], new double[5000], 1).Start().Complete();
        ArrayCount(bench.Engine).ShouldBe(0);
    }

    [Fact]
    public async Task An_array_that_is_not_in_the_table_fails_the_job()
    {
        await using EngineBench bench = Bench();
        BenchJob job = bench.Map("x + 1", new double[5000], new double[5000], 1);
        bench.Engine.Arrays.Remove(job.Arrays[0]);
        job = job with { Spec = job.Spec with { StallTimeout = TimeSpan.FromSeconds(5) } };
        JobFailed failed = await job.Start().Fail();
        failed.Kind.ShouldBeOneOf(ErrorKind.InputChanged, ErrorKind.ChunkLost);
        failed.Message.ShouldContain("array");
        ArrayCount(bench.Engine).ShouldBe(0);
    }
}
