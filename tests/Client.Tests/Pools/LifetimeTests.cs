using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Client.Pools;

namespace ActorCompute.Client.Tests.Pools;

/// <summary>Workers from their initializer to their end, and what a pool refuses.</summary>
public sealed class LifetimeTests : IDisposable
{
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(30);

    [ThreadStatic]
    private static int s_ofThread;

    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Each_worker_runs_the_initializer_once_on_its_thread()
    {
        int initialized = 0;
        await using ActorPool pool = _cluster.Pool(
            3,
            start =>
            {
                s_ofThread = start;
                Interlocked.Increment(ref initialized);
            },
            initArgs: 70);
        pool.Map(item => item + s_ofThread, Enumerable.Range(0, 10_000))
            .ShouldBe(Enumerable.Range(70, 10_000));
        pool.ApplyAsync(() => s_ofThread).Get(s_generous).ShouldBe(70);
        pool.Close();
        pool.Join();
        initialized.ShouldBe(3);
    }

    [Fact]
    public async Task An_initializer_that_throws_fails_calls_instead_of_hanging()
    {
        await using ActorPool pool = _cluster.Pool(2, () => throw new FormatException("bad start"));
        Action[] uses =
        [
            () => pool.Map(item => item, new int[10]),
            () => pool.Apply(() => 1),
            () => pool.Imap(item => item, new int[10]).Count(),
        ];
        foreach (Action use in uses)
        {
            ComputeException error = Should.Throw<ComputeException>(use);
            error.Message.ShouldBe("the pool's initializer failed: FormatException: bad start");
            error.InnerException.ShouldBeOfType<FormatException>();
        }
    }

    [Theory]
    [InlineData(1, null)]
    [InlineData(1, 5L)]
    [InlineData(3, 1L)]
    [InlineData(3, 100L)]
    public async Task A_worker_is_replaced_after_its_items_and_initialized_anew(int workers, long? chunkSize)
    {
        const int most = 7;
        int initialized = 0;
        await using ActorPool pool = _cluster.Pool(
            workers, () => Interlocked.Increment(ref initialized), maxTasksPerChild: most);
        var ran = new ConcurrentDictionary<Thread, int>();
        int Count(int item)
        {
            ran.AddOrUpdate(Thread.CurrentThread, 1, (_, count) => count + 1);
            return item;
        }

        int[] items = [.. Enumerable.Range(0, 200)];
        pool.Map(Count, items, chunkSize).ShouldBe(items);
        pool.Imap(Count, items, 3).ShouldBe(items);
        foreach (int item in items) pool.ApplyAsync(Count, item).Get(s_generous).ShouldBe(item);
        ran.Values.Sum().ShouldBe(600);
        ran.Values.Max().ShouldBe(most);
        if (workers > 1) return;
        ran.Values.Count(count => count < most).ShouldBeLessThanOrEqualTo(1);

        // One worker: every thread but the last was used up.
        ran.Count.ShouldBe(600 / most + 1);
    }

    [Fact]
    public async Task Close_lets_all_work_end_and_takes_no_more()
    {
        await using ActorPool pool = _cluster.Pool(2);
        using var gate = new ManualResetEventSlim();
        AsyncResult<bool>[] open =
            [.. Enumerable.Range(0, 20).Select(_ => pool.ApplyAsync(() => gate.Wait(s_generous)))];
        AsyncResult<bool[]> map = pool.MapAsync(_ => gate.Wait(s_generous), new int[20]);
        pool.Close();
        Action[] uses =
        [
            () => pool.Map(item => item, new int[1]),
            () => pool.Map(Math.Exp, new double[1]),
            () => pool.MapAsync(item => item, new int[1]),
            () => pool.StarMap((int a, int b) => a + b, new (int, int)[1]),
            () => pool.Apply(() => 1),
            () => pool.ApplyAsync(() => 1),
            () => pool.Imap(item => item, new int[1]).Count(),
        ];
        foreach (Action use in uses)
        {
            ComputeException error = Should.Throw<ComputeException>(use);
            error.Kind.ShouldBe(ErrorKind.Closed);
            error.Message.ShouldStartWith("the pool was closed");
        }

        Task joined = pool.JoinAsync();
        joined.IsCompleted.ShouldBeFalse();
        gate.Set();
        await joined.WaitAsync(s_generous);
        open.ShouldAllBe(result => result.Ready && result.Successful);
        map.Get(TimeSpan.Zero).ShouldAllBe(done => done);
    }

    [Fact]
    public async Task Join_comes_after_Close()
    {
        await using ActorPool pool = _cluster.Pool(2);
        ComputeException error = Should.Throw<ComputeException>(pool.Join);
        error.Kind.ShouldBe(ErrorKind.InvalidState);
        error.Message.ShouldContain("close or terminate it first");
        pool.Apply(() => 5).ShouldBe(5);
        pool.Close();
        pool.Join();
        pool.Join();
    }

    [Fact]
    public async Task A_worker_that_joins_its_own_pool_is_told_so()
    {
        await using ActorPool pool = _cluster.Pool(2);
        AsyncResult<string> result = pool.ApplyAsync(() =>
        {
            pool.Close();
            return Should.Throw<ComputeException>(pool.Join).Message;
        });
        (await result).ShouldContain("a worker cannot join its own pool");
    }

    [Fact]
    public async Task Threads_end_with_their_pool()
    {
        var threads = new ConcurrentBag<Thread>();
        ActorPool pool = _cluster.Pool(3, () => threads.Add(Thread.CurrentThread));
        pool.Map(item => item, new int[100]);
        await pool.DisposeAsync();
        await pool.DisposeAsync();
        threads.Count.ShouldBe(3);
        foreach (Thread thread in threads) thread.Join(s_generous).ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_is_said_in_a_sentence_and_the_pool_still_works()
    {
        Should.Throw<ComputeException>(() => _cluster.Pool(0)).Message.ShouldContain("a pool of 0 workers");
        Should.Throw<ComputeException>(() => _cluster.Pool(2, maxTasksPerChild: 0))
            .Message.ShouldContain("after 0 items is not possible");
        await using ActorPool pool = _cluster.Pool(2);
        Action[] sizes =
        [
            () => pool.Map(item => item, new int[1], chunkSize: 0),
            () => pool.MapAsync(item => item, new int[1], chunkSize: -1),
            () => pool.Imap(item => item, new int[1], chunkSize: 0),
        ];
        foreach (Action use in sizes)
        {
            ComputeException error = Should.Throw<ComputeException>(use);
            error.Kind.ShouldBe(ErrorKind.InvalidArgument);
            error.Message.ShouldContain("it is at least 1");
        }

        Should.Throw<ArgumentNullException>(() => pool.Map((Func<int, int>)null!, new int[1]));
        Should.Throw<ArgumentNullException>(() => pool.Map(item => item, (int[])null!));
        Should.Throw<ArgumentNullException>(() => pool.Apply((Func<int>)null!));
        Should.Throw<ArgumentNullException>(() => pool.Imap((Func<int, int>)null!, new int[1]));
        Func<int, int, int> none = null!;
        Should.Throw<ArgumentNullException>(() => pool.StarMap(none, new (int, int)[1]));
        Should.Throw<ComputeException>(() => pool.Map(item => item, new int[2], new int[3]))
            .Message.ShouldContain("'into' has 3 elements");
        Should.Throw<ComputeException>(() => pool.Map(_ => new object(), new int[2], (object[])new string[2]))
            .Message.ShouldStartWith("'into' is a String[], which does not take every Object");
        pool.Map(item => item + 1, new[] { 1, 2 }).ShouldBe([2, 3]);
    }

    [Fact]
    public void A_disposed_cluster_makes_no_pool()
    {
        _cluster.Dispose();
        Should.Throw<ObjectDisposedException>(() => _cluster.Pool());
    }
}
