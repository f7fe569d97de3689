using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Engines.InProcess;
using ActorCompute.Engines.Tests.Conformance;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.InProcess;

/// <summary>Jobs of items, on threads of all slots or on each slot's own.</summary>
public sealed class ItemsTests
{
    private static long s_jobs;

    [Theory]
    [InlineData(true, 1, 1)]
    [InlineData(true, 0, 5)]
    [InlineData(true, 1000, 7)]
    [InlineData(false, 1000, 7)]
    [InlineData(false, 1000, 5000)]
    public async Task Every_item_runs_once_in_chunks_of_the_size_that_was_asked_for(
        bool isPinned, int count, long chunkSize)
    {
        await using InProcessEngine engine = Engine(3, isPinned);
        int[] ran = new int[count];
        object end = await Run(engine, new Items((index, _) => ran[index]++), count, chunkSize);
        var completed = end.ShouldBeOfType<JobCompleted>();
        ran.ShouldAllBe(times => times == 1);
        completed.Statistics.Chunks.ShouldBe(Math.Max(1, (count + chunkSize - 1) / chunkSize));
        completed.Outputs.ShouldBeEmpty();
        completed.Value.ShouldBeNull();
    }

    [Fact]
    public async Task A_pinned_slot_runs_everything_on_its_one_thread()
    {
        var started = new ConcurrentDictionary<Thread, bool>();
        var options = new InProcessOptions
        {
            Slots = 2,
            PinsThreads = true,
            ThreadStarts = () => started.TryAdd(Thread.CurrentThread, true),
        };
        await using var engine = new InProcessEngine(options);
        var ran = new ConcurrentDictionary<Thread, bool>();
        for (int job = 0; job < 50; job++)
        {
            await Run(engine, new Items((_, _) => ran.TryAdd(Thread.CurrentThread, true)), 100, 1);
        }

        started.Count.ShouldBeLessThanOrEqualTo(2);
        ran.Keys.ShouldBeSubsetOf(started.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_goes_on_where_its_thread_was_spent(bool isPinned)
    {
        await using InProcessEngine engine = Engine(1, isPinned);
        var threads = new List<Thread>();
        int[] ran = new int[20];
        var spending = new Items((index, _) =>
        {
            ran[index]++;
            if (!threads.Contains(Thread.CurrentThread)) threads.Add(Thread.CurrentThread);
        }, itemsOfThread: 3);
        (await Run(engine, spending, 20, 10)).ShouldBeOfType<JobCompleted>();
        ran.ShouldAllBe(times => times == 1);

        // Chunks of ten items are runs of 3, 3, 3 and 1; only a run that spends its thread ends it.
        threads.Count.ShouldBe(isPinned ? 7 : 1);
    }

    [Fact]
    public async Task An_exception_fails_the_job_and_a_cancelled_job_runs_no_further_item()
    {
        await using InProcessEngine engine = Engine(2, isPinned: true);
        var failing = new Items((index, _) => throw new FormatException($"at {index}"));
        var failed = (await Run(engine, failing, 1, 1)).ShouldBeOfType<JobFailed>();
        failed.Kind.ShouldBe(ErrorKind.KernelFailed);
        failed.Message.ShouldContain("chunk 0 (items 0 to 0)");
        failed.Message.ShouldEndWith("FormatException: at 0");

        int ran = 0;
        object? cancelled = null;
        var endless = new Items((_, _) =>
        {
            Interlocked.Increment(ref ran);
            SpinWait.SpinUntil(() => Volatile.Read(ref cancelled) is not null);
            engine.Send(engine.Router, new CancelJob((JobId)cancelled!));
        });
        Task<object> end = Run(
            engine, endless, 1_000_000, 1_000_000, id => Volatile.Write(ref cancelled, id));
        (await end).ShouldBeOfType<JobFailed>().Kind.ShouldBe(ErrorKind.Cancelled);
        ran.ShouldBeLessThan(1_000_000);
    }

    [Fact]
    public async Task A_job_of_items_that_cannot_be_is_refused_with_a_sentence()
    {
        await using InProcessEngine engine = Engine(1, isPinned: false);
        var failed = (await Run(engine, null!, 10, 1)).ShouldBeOfType<JobFailed>();
        failed.Message.ShouldBe("the job has no function");
        object end = await Run(engine, new Items((_, _) => { }), new ChunkGrid(10, 0));
        failed = end.ShouldBeOfType<JobFailed>();
        failed.Message.ShouldStartWith("a chunk size of 0 items is not possible");
    }

    private static InProcessEngine Engine(int slots, bool isPinned) =>
        new(new InProcessOptions { Slots = slots, PinsThreads = isPinned });

    private static Task<object> Run(
        InProcessEngine engine,
        ItemFunction function,
        long count,
        long chunkSize,
        Action<JobId>? submitted = null) =>
        Run(engine, function, ChunkGrid.ForItems(count, chunkSize), submitted);

    private static async Task<object> Run(
        InProcessEngine engine, ItemFunction function, ChunkGrid grid, Action<JobId>? submitted = null)
    {
        var listener = new JobListener();
        var actor = engine.Spawn(listener);
        var job = new JobId(engine.Node.Id, Interlocked.Increment(ref s_jobs));
        var spec = new ItemsSpec { Function = function, Grid = grid };
        engine.Send(engine.Router, new SubmitJob(job, spec, actor));
        submitted?.Invoke(job);
        object end = await listener.Ended;
        engine.Stop(actor);
        return end;
    }

    private sealed class Items(Action<long, IStopSignal> run, long itemsOfThread = long.MaxValue)
        : ItemFunction
    {
        public override ItemsRun Run(long first, long count, IStopSignal stop)
        {
            long most = Math.Min(count, itemsOfThread);
            long done = 0;
            for (; done < most && !stop.IsRequested; done++) run(first + done, stop);
            return new ItemsRun(done, done == itemsOfThread);
        }
    }
}
