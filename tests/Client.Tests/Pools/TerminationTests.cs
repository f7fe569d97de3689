using System.Collections.Concurrent;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client.Pools;

namespace ActorCompute.Client.Tests.Pools;

/// <summary>What becomes of work that is open when a pool, or its cluster, is ended.</summary>
public sealed class TerminationTests : IDisposable
{
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(30);

    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 1 });

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task Terminate_stops_what_has_not_started()
    {
        await using ActorPool pool = _cluster.Pool(2);
        using var gate = new ManualResetEventSlim();
        using var running = new CountdownEvent(2);
        int started = 0;
        AsyncResult<bool[]> map = pool.MapAsync(
            _ =>
            {
                Interlocked.Increment(ref started);
                if (running.CurrentCount > 0) running.Signal();
                return gate.Wait(s_generous);
            },
            new int[1000],
            chunkSize: 1);
        running.Wait(s_generous).ShouldBeTrue();
        AsyncResult<int>[] waiting =
            [.. Enumerable.Range(0, 50).Select(item => pool.ApplyAsync(value => value, item))];
        pool.Terminate();
        gate.Set();
        foreach (AsyncResult<int> result in waiting)
        {
            var error = await Should.ThrowAsync<ComputeException>(result.Task.WaitAsync(s_generous));
            error.Kind.ShouldBe(ErrorKind.Cancelled);
            error.Message.ShouldContain("the pool was terminated");
        }

        var ofMap = await Should.ThrowAsync<ComputeException>(map.Task);
        ofMap.Message.ShouldContain("the pool was terminated");
        await pool.JoinAsync().WaitAsync(s_generous);
        started.ShouldBeLessThan(1000);
        Should.Throw<ComputeException>(() => pool.Apply(() => 1));
    }

    [Fact]
    public async Task A_function_that_never_returns_keeps_neither_terminate_nor_join()
    {
        await using ActorPool pool = _cluster.Pool(1);
        using var never = new ManualResetEventSlim();
        AsyncResult<int> stuck = pool.ApplyAsync(() =>
        {
            never.Wait();
            return 1;
        });
        pool.Terminate();
        await pool.JoinAsync().WaitAsync(s_generous);
        Should.Throw<ComputeException>(() => stuck.Get(TimeSpan.Zero)).Kind.ShouldBe(ErrorKind.Cancelled);
        never.Set();
    }

    [Fact]
    public async Task Terminate_stops_a_function_that_is_computed_vectorized()
    {
        await using ActorPool pool = _cluster.Pool(2);
        using var gate = new ManualResetEventSlim();
        Task<ComputeArray<double>> occupying = Occupy(gate);
        AsyncResult<double[]> map = pool.MapAsync(Math.Exp, Numbers.Random(100_000));
        pool.Terminate();

        // The cluster's one worker is still occupied: the job cannot have come to its end.
        var error = await Should.ThrowAsync<ComputeException>(map.Task.WaitAsync(s_generous));
        error.Kind.ShouldBe(ErrorKind.Cancelled);
        error.Message.ShouldBe("the pool was terminated before this was done");
        await pool.JoinAsync().WaitAsync(s_generous);

        gate.Set();
        using ComputeArray<double> untouched = await occupying;
        untouched.Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_stops_a_function_that_is_computed_vectorized()
    {
        await using ActorPool pool = _cluster.Pool(2);
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        Task<ComputeArray<double>> occupying = Occupy(gate);
        AsyncResult<double[]> map = pool.MapAsync(
            Math.Exp, Numbers.Random(100_000), cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();

        var error = await Should.ThrowAsync<OperationCanceledException>(map.Task.WaitAsync(s_generous));
        error.CancellationToken.ShouldBe(cancellation.Token);

        gate.Set();
        (await occupying).Dispose();
        pool.Map(Math.Exp, [0.0]).ShouldBe([1.0]);
    }

    [Fact]
    public async Task Terminate_stops_a_map_inside_a_function()
    {
        const int many = 1_000_000;
        await using ActorPool pool = _cluster.Pool(1);
        using var gate = new ManualResetEventSlim();
        using var running = new ManualResetEventSlim();
        int ran = 0;
        AsyncResult<int[]> outer = pool.ApplyAsync(() => pool.Map(
            item =>
            {
                ran++;
                running.Set();
                gate.Wait(s_generous);
                return item;
            },
            new int[many]));
        running.Wait(s_generous).ShouldBeTrue();
        pool.Terminate();
        gate.Set();
        await pool.JoinAsync().WaitAsync(s_generous);
        Should.Throw<ComputeException>(() => outer.Get(TimeSpan.Zero));
        ran.ShouldBeLessThan(many);
    }

    [Fact]
    public async Task A_loop_that_was_never_left_does_not_keep_a_terminated_pool()
    {
        await using ActorPool pool = _cluster.Pool(2);
        using IEnumerator<int> left = pool.Imap(item => item, Enumerable.Range(0, 1_000)).GetEnumerator();
        left.MoveNext().ShouldBeTrue();
        pool.Close();
        Task joined = pool.JoinAsync();
        joined.IsCompleted.ShouldBeFalse("the loop may go on");
        pool.Terminate();
        await joined.WaitAsync(s_generous);
        Should.Throw<ComputeException>(() =>
        {
            while (left.MoveNext())
            {
                // What had been computed may still come.
            }
        }).Message.ShouldContain("the pool was terminated");
    }

    [Fact]
    public async Task Disposal_of_the_cluster_terminates_its_pools()
    {
        var threads = new ConcurrentBag<Thread>();
        ActorPool pool = _cluster.Pool(2, () => threads.Add(Thread.CurrentThread));
        using var gate = new ManualResetEventSlim();
        using var running = new CountdownEvent(2);
        AsyncResult<bool>[] open = [.. Enumerable.Range(0, 10).Select(_ => pool.ApplyAsync(() =>
        {
            if (running.CurrentCount > 0) running.Signal();
            return gate.Wait(s_generous);
        }))];
        running.Wait(s_generous).ShouldBeTrue();
        Task disposed = _cluster.DisposeAsync().AsTask();
        await Should.ThrowAsync<ComputeException>(open[^1].Task.WaitAsync(s_generous));
        gate.Set();
        await disposed.WaitAsync(s_generous);

        foreach (Thread thread in threads) thread.Join(s_generous).ShouldBeTrue();
        Action[] uses =
        [
            () => pool.Map(item => item, new int[1]),
            () => pool.Map(Math.Exp, new double[1]),
            () => pool.Apply(() => 1),
            () => pool.ApplyAsync(() => 1),
            () => pool.Imap(item => item, new int[1]).Count(),
        ];
        foreach (Action use in uses)
        {
            ComputeException error = Should.Throw<ComputeException>(use);
            error.Kind.ShouldBe(ErrorKind.Closed);
            error.Message.ShouldStartWith("the pool was closed or terminated");
        }

        await pool.JoinAsync().WaitAsync(s_generous);
        await pool.DisposeAsync();
    }

    /// <summary>Keeps the cluster's one worker from other jobs until the gate is set.</summary>
    private Task<ComputeArray<double>> Occupy(ManualResetEventSlim gate)
    {
        using var occupied = new ManualResetEventSlim();
        Task<ComputeArray<double>> job = _cluster.MapAsync(
            new double[1],
            (ReadOnlySpan<double> source, Span<double> target) =>
            {
                occupied.Set();
                gate.Wait(s_generous);
                source.CopyTo(target);
            });
        occupied.Wait(s_generous).ShouldBeTrue();
        return job;
    }
}
