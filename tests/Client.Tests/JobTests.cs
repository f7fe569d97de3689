using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Engines.InProcess;
using ActorCompute.Kernels.Evaluation.Local;
using ActorCompute.Messages;

namespace ActorCompute.Client.Tests;

/// <summary>
/// Jobs as handles: progress, cancel, options; and the ends of arrays and clusters meanwhile.
/// </summary>
public sealed class JobTests : IDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
    private readonly double[] _x = Numbers.Random(100_000);

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_handle_tells_progress_statistics_and_story()
    {
        JobHandle<JobResult> job = _cluster.Submit(Request(new JobOptions { ChunkSize = 1, MaxWorkers = 1 }));
        JobResult result = await job;
        using ComputeArray? array = result.Array;
        job.IsEnded.ShouldBeTrue();
        job.Progress.ShouldBe(new JobProgress(_x.Length, _x.Length, 25, 25));
        job.Statistics.ShouldBe(result.Statistics);
        result.Statistics.ChunkSize.ShouldBe(Block.Size);
        result.Statistics.Workers.ShouldBe(1);
        result.Elements.ShouldBe(new ArrayDescription(DType.Float64, new Shape(_x.Length)));
        job.Story.Select(line => line.Kind).ShouldContain(StoryKind.Committed);
    }

    [Fact]
    public async Task Progress_is_reported_in_order_and_to_the_end()
    {
        var reports = new ConcurrentQueue<JobProgress>();
        var options = new JobOptions { ChunkSize = 1, Progress = new Report(reports.Enqueue) };
        await _cluster.ReduceAsync<double>(
            Reduction.Sum, "x", [("x", ArrayInput.Random(30_000_000))], options);
        SpinWait.SpinUntil(() => reports.LastOrDefault().ChunksDone == 7325, s_deadline).ShouldBeTrue();
        reports.ShouldBe(reports.OrderBy(report => report.ElementsDone));
        reports.Last().ElementsDone.ShouldBe(30_000_000);
    }

    [Fact]
    public async Task A_progress_report_that_throws_fails_its_job_only()
    {
        var throwing = new Report(_ => throw new FormatException("full bar"));
        var options = new JobOptions { ChunkSize = 1, Progress = throwing };
        Exception error = await Should.ThrowAsync<FormatException>(() => _cluster.ReduceAsync<double>(
            Reduction.Sum, "sin(x)**0.3", [("x", ArrayInput.Random(1L << 32))], options));
        error.Message.ShouldBe("full bar");
        (await _cluster.ReduceAsync<double>(Reduction.Max, _x)).ShouldBe(_x.Max());
    }

    [Fact]
    public async Task A_cancelled_job_ends_as_cancelled()
    {
        JobHandle<JobResult> job = _cluster.Submit(Endless());
        job.Cancel();
        ComputeException error = await Should.ThrowAsync<ComputeException>(
            () => job.Completion.WaitAsync(s_deadline));
        error.Kind.ShouldBe(ErrorKind.Cancelled);
        error.Message.ShouldStartWith("the job was cancelled after ");
        job.Statistics!.ChunksDone.ShouldBeLessThan(job.Statistics.Chunks);
        job.Cancel();
    }

    [Fact]
    public async Task A_token_cancels_whenever_it_is_set()
    {
        var random = new Random(Numbers.RandomSeed);
        for (int round = 0; round < 150; round++)
        {
            using var source = new CancellationTokenSource();
            int spins = random.Next(3_000);
            Task cancelling = Task.Run(() =>
            {
                Thread.SpinWait(spins);
                source.Cancel();
            });
            JobRequest request = Endless();
            Task reduced = _cluster.ReduceAsync<double>(
                Reduction.Sum, request.Expression, request.Inputs,
                new JobOptions { CallerHelps = round % 2 == 0 },
                source.Token);
            OperationCanceledException error =
                await Should.ThrowAsync<OperationCanceledException>(() => reduced.WaitAsync(s_deadline));
            error.CancellationToken.ShouldBe(source.Token);
            await cancelling;
        }
    }

    [Fact]
    public async Task A_job_ends_at_its_timeout_and_says_how_far_it_was()
    {
        JobRequest endless = Endless();
        ComputeException error = await Should.ThrowAsync<ComputeException>(() => _cluster.ReduceAsync<double>(
            Reduction.Sum, endless.Expression, endless.Inputs,
            new JobOptions { Timeout = TimeSpan.FromMilliseconds(30) }));
        error.Kind.ShouldBe(ErrorKind.Timeout);
        error.Message.ShouldContain("the job's timeout of 0.03 s passed when ");
        error.Message.ShouldContain($" of {1L << 40} elements) were done");
    }

    [Fact]
    public async Task Without_help_the_caller_goes_on_at_once()
    {
        using var gate = new ManualResetEventSlim();
        Task<ComputeArray<double>> kernel = _cluster.MapAsync<double, double>(_x, (_, _) => gate.Wait());
        JobRequest endless = Endless();
        using var cancel = new CancellationTokenSource();
        Task<double> reduced = _cluster.ReduceAsync<double>(
            Reduction.Sum, endless.Expression, endless.Inputs, new JobOptions { CallerHelps = false },
            cancel.Token);
        reduced.IsCompleted.ShouldBeFalse();
        kernel.IsCompleted.ShouldBeFalse();
        cancel.Cancel();
        gate.Set();
        (await kernel).Dispose();
        await Should.ThrowAsync<OperationCanceledException>(() => reduced);
    }

    [Fact]
    public async Task An_input_may_be_disposed_while_the_job_runs()
    {
        ComputeArray<double> x = ComputeArray.From(_x);
        using var began = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        Task<ComputeArray<double>> mapped = _cluster.MapAsync<double, double>(x, (source, target) =>
        {
            began.Set();
            gate.Wait();
            source.CopyTo(target);
        });
        began.Wait();
        x.Dispose();
        using ComputeArray<double> other = ComputeArray.Create<double>(_x.Length);
        gate.Set();
        using ComputeArray<double> result = await mapped;
        result.ToArray().ShouldBe(_x);
    }

    [Fact]
    public async Task Disposing_a_cluster_ends_its_jobs()
    {
        ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        JobHandle<JobResult>[] jobs = [.. Enumerable.Range(0, 3).Select(_ => cluster.Submit(Endless()))];
        await cluster.DisposeAsync();
        foreach (JobHandle<JobResult> job in jobs)
        {
            ComputeException error = await Should.ThrowAsync<ComputeException>(
                () => job.Completion.WaitAsync(s_deadline));
            error.Kind.ShouldBe(ErrorKind.Cancelled);
        }

        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_disposed_cluster_takes_nothing_more()
    {
        ComputeCluster cluster = ComputeCluster.Local();
        cluster.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(() => cluster.MapAsync(_x, v => v));
        await Should.ThrowAsync<ObjectDisposedException>(
            () => cluster.ReduceAsync<double>(Reduction.Sum, _x));
        Should.Throw<ObjectDisposedException>(() => cluster.Submit(Request(new JobOptions())));
        Should.Throw<ObjectDisposedException>(() => cluster.Send(cluster.Router, "anything"));
    }

    [Fact]
    public async Task Jobs_submitted_while_the_cluster_is_disposed_end_all_the_same()
    {
        for (int round = 0; round < 100; round++)
        {
            ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 1 });
            Task<double> reduced = Task.Run(() => cluster.ReduceAsync<double>(Reduction.Sum, _x));
            await cluster.DisposeAsync();
            Task ended = await Task.WhenAny(reduced, Task.Delay(s_deadline));
            ended.ShouldBe(reduced, $"round {round}");
            if (reduced.IsFaulted)
            {
                Exception error = reduced.Exception.InnerException!;
                (error is ObjectDisposedException or ComputeException { Kind: ErrorKind.Cancelled })
                    .ShouldBeTrue();
            }
        }
    }

    [Fact]
    public async Task Chunks_held_up_by_a_job_that_timed_out_are_computed_elsewhere_and_brought_together()
    {
        var engine = new InProcessEngine(
            new InProcessOptions { Slots = 2, StopTimeout = TimeSpan.FromMilliseconds(50) });
        await using var cluster = new ComputeCluster(engine);
        using var began = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        using var otherGate = new ManualResetEventSlim();
        Task blocked = cluster.MapAsync<double, double>(
            new double[1],
            (_, _) =>
            {
                began.Set();
                gate.Wait();
            },
            new JobOptions { Timeout = TimeSpan.FromMilliseconds(50) });
        began.Wait();
        var request = new JobRequest
        {
            Expression = new ArrayExpression.Local(
                LocalKernels.FromSpans<double, double>("slow", (source, target) =>
                {
                    otherGate.Wait();
                    source.CopyTo(target);
                }),
                [new ArrayExpression.Variable("x")]),
            Inputs = [("x", _x)],
            Options = new JobOptions { ChunkSize = Block.Size },
        };
        JobHandle<JobResult> job = cluster.Submit(request);
        (await Should.ThrowAsync<ComputeException>(() => blocked)).Kind.ShouldBe(ErrorKind.Timeout);
        otherGate.Set();
        JobResult result = await job.Completion.WaitAsync(s_deadline);
        result.Story.ShouldContain(line => line.Kind == StoryKind.Silent, "chunks of the job were given up");
        using (var array = (ComputeArray<double>)result.Array!) array.ToArray().ShouldBe(_x);
        gate.Set();
        SpinWait.SpinUntil(() => engine.ArrayCount == 0, s_deadline).ShouldBeTrue();
    }

    [Fact]
    public async Task Jobs_leave_nothing_in_the_table_of_arrays()
    {
        for (int round = 0; round < 50; round++)
        {
            (await _cluster.MapAsync(_x, v => v + 1)).Dispose();
            await _cluster.ReduceAsync<double>(Reduction.Sum, _x);
            await Should.ThrowAsync<ComputeException>(
                () => _cluster.MapAsync<double, double>(_x, (_, _) => throw new FormatException()));
        }

        ((InProcessEngine)_cluster.Engine).ArrayCount.ShouldBe(0);
    }

    private static JobRequest Endless() => new()
    {
        Expression = ArrayExpression.Parse("sin(i)"),
        Inputs = [("i", ArrayInput.Arange(1L << 40))],
        Reduction = Reduction.Sum,
    };

    private JobRequest Request(JobOptions options) => new()
    {
        Expression = ArrayExpression.Parse("x + 1"),
        Inputs = [("x", _x)],
        Options = options,
    };

    private sealed class Report(Action<JobProgress> report) : IProgress<JobProgress>
    {
        void IProgress<JobProgress>.Report(JobProgress value) => report(value);
    }
}
