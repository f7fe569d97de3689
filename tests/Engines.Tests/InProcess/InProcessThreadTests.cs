using ActorCompute.Actors;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Engines.InProcess;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.InProcess;

/// <summary>
/// Threads of the in-process engine and threads that help: no run is left waiting while a thread could take
/// it, and none waits for a kernel that is not its own.
/// </summary>
public sealed class InProcessThreadTests
{
    private const int RandomSeed = 711;

    [Fact]
    public async Task Helpers_that_leave_with_their_own_jobs_leave_no_run_behind()
    {
        await using var bench = new EngineBench(new InProcessEngine(new InProcessOptions { Slots = 3 }));
        var random = new Random(RandomSeed);
        double[] x = new double[2 * Block.Size];
        double[] result = new double[x.Length];
        const int helpers = 3;
        const int rounds = 3_000;
        using var start = new Barrier(helpers + 1);
        Thread[] threads = [.. Enumerable.Range(0, helpers).Select(_ => new Thread(() =>
        {
            double[] mine = new double[10];
            for (int round = 0; round < rounds; round++)
            {
                start.SignalAndWait();
                Help(bench, bench.Map("x + 1", mine, mine, 1));
            }
        }) { IsBackground = true })];
        foreach (Thread thread in threads) thread.Start();
        for (int round = 0; round < rounds; round++)
        {
            BenchJob job = bench.Map("x + 2", x, result, Block.Size);
            start.SignalAndWait();
            Thread.SpinWait(random.Next(300));

            // Nobody helps with this one, and nothing happens afterwards that would find it by chance.
            job.Start();
            try
            {
                await job.Complete();
            }
            catch (TimeoutException)
            {
                Assert.Fail($"round {round} of random seed {RandomSeed}: a job waits and nobody takes it");
            }
        }

        foreach (Thread thread in threads) thread.Join();
        bench.Engine.ShouldBeOfType<InProcessEngine>().ArrayCount.ShouldBe(0);
    }

    [Fact]
    public async Task Kernels_that_need_each_other_run_at_once_whatever_the_threads_did_before()
    {
        await using var bench = new EngineBench(new InProcessEngine(new InProcessOptions { Slots = 2 }));
        var random = new Random(RandomSeed);
        using var meeting = new Barrier(2);
        ArrayExpression meet = Kernel((_, _) => meeting.SignalAndWait(Deadlines.Generous).ShouldBeTrue());
        for (int round = 0; round < 1_000; round++)
        {
            BenchJob first = bench.Job(meet, new double[1], new double[1], 1).Start();
            BenchJob second = bench.Job(meet, new double[1], new double[1], 1).Start();
            await first.Complete();
            await second.Complete();

            // Long enough that the threads sleep, or not quite.
            Thread.SpinWait(random.Next(10_000));
        }
    }

    [Fact]
    public async Task A_kernel_may_submit_a_job_and_wait_for_it()
    {
        await using var bench = new EngineBench(new InProcessEngine(new InProcessOptions { Slots = 2 }));
        double[] ones = [.. Enumerable.Repeat(1.0, 10_000)];
        ArrayExpression outer = Kernel((source, target) =>
        {
            BenchJob inner = bench.Reduce(Reduction.Sum, ones, 1).Start();
            JobCompleted completed = inner.Complete().GetAwaiter().GetResult();
            target.Fill(completed.Value!.Value.ToDouble());
        });
        double[] result = new double[100];
        for (int round = 0; round < 100; round++)
        {
            await bench.Job(outer, new double[100], result, 1).Start().Complete();
            result.ShouldAllBe(value => value == 10_000);
        }
    }

    [Fact]
    public async Task A_kernel_that_helps_with_a_job_of_its_own_keeps_its_scratch_and_its_reduction()
    {
        await using var bench = new EngineBench(new InProcessEngine(new InProcessOptions { Slots = 2 }));
        double[] ones = [.. Enumerable.Repeat(1.0, 5 * Block.Size)];
        LocalKernel helping = LocalKernels.FromSpans<double, double>("helping", (source, target) =>
        {
            BenchJob inner = bench.Reduce(Reduction.Sum, ones, Block.Size);
            double sum = ((JobCompleted)Help(bench, inner)).Value!.Value.ToDouble();
            for (int place = 0; place < source.Length; place++) target[place] = source[place] + sum;
        });
        var x = new ArrayExpression.Variable("x");
        var call = new ArrayExpression.Local(helping, [x]);
        ArrayExpression whole = new ArrayExpression.Operation(
            Function.Add, [new ArrayExpression.Operation(Function.Sqrt, [x]), call]);
        double[] input = [.. Enumerable.Range(0, 3 * Block.Size).Select(index => (double)index)];
        BenchJob job = bench.Job<double>(whole, input, null, Block.Size);
        // One slot is left for the job inside.
        job = job with { Spec = job.Spec with { Reduction = Reduction.Sum, MaxWorkers = 1 } };
        JobCompleted completed = await job.Start().Complete();
        double expected = input.Sum(value => Math.Sqrt(value) + value + ones.Length);
        completed.Value!.Value.ToDouble().ShouldBe(expected, expected * 1e-12);
    }

    [Fact]
    public async Task A_helper_leaves_when_its_own_job_is_over_though_a_kernel_of_another_blocks()
    {
        await using var bench = new EngineBench(new InProcessEngine(new InProcessOptions { Slots = 2 }));
        using var gate = new ManualResetEventSlim();
        ArrayExpression blocking = Kernel((_, _) => gate.Wait());
        double[] x = new double[50_000];
        for (int round = 0; round < 200; round++)
        {
            gate.Reset();
            Thread helper = new(() => Help(bench, bench.Map("x + 1", x, x, 1)));
            helper.Start();
            BenchJob blocked = bench.Job(blocking, new double[1], new double[1], 1).Start();
            bool left = helper.Join(Deadlines.Generous);
            gate.Set();
            left.ShouldBeTrue($"round {round}");
            await blocked.Complete();
        }
    }

    [Fact]
    public async Task An_engine_may_be_disposed_while_jobs_run()
    {
        var random = new Random(RandomSeed);
        double[] x = new double[100_000];
        double[] result = new double[x.Length];
        for (int round = 0; round < 100; round++)
        {
            var engine = new InProcessEngine(new InProcessOptions { Slots = 2 });
            var bench = new EngineBench(engine);
            for (int job = 0; job < 3; job++) bench.Map("exp(x)", x, result, Block.Size).Start();
            Thread.SpinWait(random.Next(30_000));
            await engine.DisposeAsync();
            bench.Map("x", x, result, 1).Start();
        }
    }

    [Fact]
    public async Task A_blocked_kernel_does_not_hold_up_the_jobs_of_others()
    {
        await using var bench = new EngineBench(new InProcessEngine(new InProcessOptions { Slots = 2 }));
        using var gate = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        ArrayExpression kernel = Kernel((_, _) =>
        {
            began.Set();
            gate.Wait();
        });
        BenchJob blocked = bench.Job(kernel, new double[1], new double[1], 1).Start();
        began.Wait(Deadlines.Generous).ShouldBeTrue();
        double[] x = [.. Enumerable.Range(0, 100_000).Select(index => (double)index)];
        double[] result = new double[x.Length];
        for (int round = 0; round < 50; round++)
        {
            await bench.Map("x * 2", x, result, Block.Size).Start().Complete();
        }

        gate.Set();
        await blocked.Complete();
    }

    private static ArrayExpression Kernel(SpanKernel<double, double> kernel) => new ArrayExpression.Local(
        LocalKernels.FromSpans("of the test", kernel), [new ArrayExpression.Variable("x")]);

    /// <summary>Submits a job and helps with it, as a client's thread does.</summary>
    private static object Help(EngineBench bench, BenchJob job)
    {
        using var until = new Until();
        ActorRef listener = ((InProcessEngine)bench.Engine).SpawnOfEngine(until);
        bench.Engine.SendAndHelp(bench.Engine.Router, new SubmitJob(job.Id, job.Spec, listener), until);
        bench.Engine.Stop(listener);
        foreach (ArrayId array in job.Arrays) bench.Engine.Arrays.Remove(array);
        return until.End!;
    }

    private sealed class Until : IHandler, IHelpUntil, IDisposable
    {
        private readonly ManualResetEventSlim _ended = new();

        public object? End { get; private set; }

        public bool IsOver => _ended.IsSet;

        public void Wait(TimeSpan atMost) => _ended.Wait(atMost);

        public void Dispose() => _ended.Dispose();

        public void Receive(IActorContext context, object message)
        {
            if (message is not (JobCompleted or JobFailed)) return;
            End = message;
            _ended.Set();
        }
    }
}
