using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>
/// What an engine promises besides whose kernels run in the program's own process: kernels of the program,
/// which may throw, block and never look at a stop.
/// </summary>
public abstract class ProgramKernelConformance : EngineConformance
{
    [Fact]
    public async Task A_kernel_of_the_program_that_throws_fails_its_job_and_nothing_else()
    {
        await using EngineBench bench = Bench();
        ArrayExpression kernel = Kernel((_, _) => throw new FormatException("no such thing"));
        JobFailed failed = await bench.Job(kernel, new double[5000], new double[5000], 1).Start().Fail();
        failed.Kind.ShouldBe(ErrorKind.KernelFailed);
        failed.Message.ShouldContain("FormatException: no such thing");
        failed.Message.ShouldContain("chunk ");
        await bench.Map("x", new double[5000], new double[5000], 1).Start().Complete();
        ArrayCount(bench.Engine).ShouldBe(0);
    }

    [Fact]
    public async Task A_blocked_job_ends_at_its_timeout_and_keeps_the_memory_that_it_may_write_to()
    {
        await using EngineBench bench = Bench();
        using var gate = new ManualResetEventSlim();
        using var returned = new ManualResetEventSlim();
        ArrayExpression kernel = Kernel((_, target) =>
        {
            if (!gate.IsSet)
            {
                gate.Wait();
                target.Fill(99);
                returned.Set();
            }
        });
        const int count = 3 * Block.Size;
        BenchJob job = bench.Job<double>(kernel, new double[count], null, Block.Size);
        var array = ComputeArray.Create<double>(count);
        ArrayId output = bench.Engine.Arrays.Add(new ArrayTarget(array));
        array.Dispose();
        job = job with
        {
            Arrays = [.. job.Arrays, output],
            Spec = job.Spec with
            {
                Outputs = [new JobOutput(new(DType.Float64, new Shape(count)), output)],
                MaxWorkers = 1,
                Timeout = TimeSpan.FromMilliseconds(50),
            },
        };
        JobFailed failed = await job.Start().Fail();
        failed.Kind.ShouldBe(ErrorKind.Timeout);
        failed.Message.ShouldContain("0 of 3 chunks (0 of 12288 elements) were done");

        // The other slot still works, and new memory of that size is not the memory that was abandoned.
        ComputeArray<double>[] fresh =
            [.. Enumerable.Range(0, 4).Select(_ => ComputeArray.Create<double>(count))];
        await bench.Map("x + 1", new double[50_000], new double[50_000], 1).Start().Complete();
        gate.Set();
        returned.Wait(Deadlines.Generous).ShouldBeTrue();
        await Deadlines.Until(() => ArrayCount(bench.Engine) == 0);
        foreach (ComputeArray<double> one in fresh)
        {
            one.ToArray().ShouldAllBe(value => value == 0);
            one.Dispose();
        }

        // The slot comes back when its kernel has returned.
        double[] x = RandomNumbers(100_000);
        int workers = 0;
        for (int round = 0; workers < 2; round++)
        {
            round.ShouldBeLessThan(5_000, "the worker whose kernel blocked does not come back");
            workers = (await bench.Map("x + 1", x, x, Block.Size).Start().Complete()).Statistics.Workers;
        }
    }

    [Fact]
    public async Task A_job_that_shares_a_worker_with_one_that_times_out_gets_all_its_elements()
    {
        await using EngineBench bench = Bench();
        using var gate = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        BenchJob blocked = bench.Job(Kernel((_, _) => Hold(began, gate)), new double[1], new double[1], 1);
        blocked = blocked with { Spec = blocked.Spec with { Timeout = TimeSpan.FromMilliseconds(100) } };
        blocked.Start();
        began.Wait(Deadlines.Generous).ShouldBeTrue();
        double[] x = RandomNumbers(8 * Block.Size);
        double[] result = new double[x.Length];
        using var otherGate = new ManualResetEventSlim();
        ArrayExpression slow = Kernel((source, target) =>
        {
            otherGate.Wait();
            source.CopyTo(target);
        });
        BenchJob other = bench.Job(slow, x, result, Block.Size).Start();
        (await blocked.Fail()).Kind.ShouldBe(ErrorKind.Timeout);
        otherGate.Set();
        JobCompleted completed = await other.Listener.Ended.ContinueWith(ended => (JobCompleted)ended.Result);
        other.Collect(completed, result).ShouldBe(x);
        gate.Set();
        await other.End();
    }

    [Fact]
    public async Task A_job_in_which_nothing_moves_says_where_it_stalls()
    {
        await using EngineBench bench = Bench();
        using var gate = new ManualResetEventSlim();
        BenchJob job = bench.Job(Kernel((_, _) => gate.Wait()), new double[9000], new double[9000], 1);
        job = job with { Spec = job.Spec with { StallTimeout = TimeSpan.FromMilliseconds(50) } };
        JobFailed failed = await job.Start().Fail();
        gate.Set();
        failed.Kind.ShouldBe(ErrorKind.Stalled);
        failed.Message.ShouldContain("0 of 3 chunks");
        failed.Message.ShouldContain($"is at worker {bench.Engine.Node}");
    }

    private static void Hold(ManualResetEventSlim began, ManualResetEventSlim gate)
    {
        began.Set();
        gate.Wait();
    }

    private static ArrayExpression Kernel(SpanKernel<double, double> kernel) => new ArrayExpression.Local(
        LocalKernels.FromSpans("of the test", kernel), [new ArrayExpression.Variable("x")]);
}
