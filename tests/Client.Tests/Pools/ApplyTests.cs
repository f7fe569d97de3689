using ActorCompute.Arrays;
using ActorCompute.Client.Pools;

namespace ActorCompute.Client.Tests.Pools;

/// <summary>Apply, ApplyAsync, and what an AsyncResult tells.</summary>
public sealed class ApplyTests : IDisposable
{
    private static readonly TimeSpan s_generous = TimeSpan.FromSeconds(30);

    private readonly ComputeCluster _cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
    private readonly ActorPool _pool;

    public ApplyTests() => _pool = _cluster.Pool(4);

    public void Dispose()
    {
        _pool.Dispose();
        _cluster.Dispose();
    }

    [Fact]
    public async Task A_call_runs_on_a_worker_and_gives_its_result()
    {
        int here = Environment.CurrentManagedThreadId;
        _pool.Apply(() => Environment.CurrentManagedThreadId).ShouldNotBe(here);
        _pool.Apply(text => text.Length, "four").ShouldBe(4);
        AsyncResult<int> result = _pool.ApplyAsync(text => text.Length, "three");
        result.Get().ShouldBe(5);
        (await result).ShouldBe(5);
        result.Ready.ShouldBeTrue();
        result.Successful.ShouldBeTrue();
        result.Wait(TimeSpan.Zero).ShouldBeTrue();
    }

    [Fact]
    public void Many_calls_in_quick_succession_all_run_once()
    {
        int calls = 0;
        AsyncResult<int>[] results = [.. Enumerable.Range(0, 200_000).Select(item => _pool.ApplyAsync(
            value =>
            {
                Interlocked.Increment(ref calls);
                return value;
            },
            item))];
        for (int item = 0; item < results.Length; item++) results[item].Get(s_generous).ShouldBe(item);
        calls.ShouldBe(results.Length);
    }

    [Fact]
    public void Calls_one_after_the_other_are_never_left_waiting()
    {
        var random = new Random(411);
        for (int round = 0; round < 20_000; round++)
        {
            _pool.ApplyAsync(value => value + 1, round).Get(s_generous).ShouldBe(round + 1);

            // Long enough that runners leave and workers sleep, or not quite.
            if (round % 20 == 0) Thread.SpinWait(random.Next(8_000));
        }
    }

    [Fact]
    public async Task As_many_calls_run_at_once_as_there_are_workers()
    {
        using var meeting = new Barrier(4);
        for (int round = 0; round < 200; round++)
        {
            AsyncResult<bool>[] met = [.. Enumerable.Range(0, 4).Select(
                _ => _pool.ApplyAsync(() => meeting.SignalAndWait(s_generous)))];
            foreach (AsyncResult<bool> one in met) (await one).ShouldBeTrue($"round {round}");
        }
    }

    [Fact]
    public async Task Calls_get_their_turn_beside_a_long_map()
    {
        using var gate = new ManualResetEventSlim();
        AsyncResult<bool[]> map = _pool.MapAsync(_ => gate.Wait(s_generous), new int[3], chunkSize: 1);
        for (int call = 0; call < 100; call++)
        {
            _pool.ApplyAsync(value => value, call).Get(s_generous).ShouldBe(call);
        }

        gate.Set();
        (await map).ShouldAllBe(done => done);
    }

    [Fact]
    public async Task A_function_that_throws_fails_its_own_call_alone()
    {
        ComputeException error = Should.Throw<ComputeException>(
            () => _pool.Apply<int>(() => throw new FormatException("not today")));
        error.Kind.ShouldBe(ErrorKind.KernelFailed);
        error.Message.ShouldBe("the function failed: FormatException: not today");
        error.InnerException.ShouldBeOfType<FormatException>();
        AsyncResult<int> failed = _pool.ApplyAsync<int>(() => throw new FormatException("nor then"));
        AsyncResult<int> good = _pool.ApplyAsync(() => 7);
        (await good).ShouldBe(7);
        await Should.ThrowAsync<ComputeException>(failed.Task);
        failed.Ready.ShouldBeTrue();
        failed.Successful.ShouldBeFalse();
    }

    [Fact]
    public async Task A_wait_ends_at_its_timeout_and_the_work_goes_on()
    {
        using var gate = new ManualResetEventSlim();
        AsyncResult<bool> result = _pool.ApplyAsync(() => gate.Wait(s_generous));
        result.Wait(TimeSpan.FromMilliseconds(1)).ShouldBeFalse();
        result.Ready.ShouldBeFalse();
        var error = Should.Throw<ComputeException>(() => result.Get(TimeSpan.FromMilliseconds(1)));
        error.Kind.ShouldBe(ErrorKind.Timeout);
        error.Message.ShouldStartWith("the result was not there after 0.001 s");
        Should.Throw<ComputeException>(() => result.Successful).Message.ShouldContain("not known yet");
        Should.Throw<ComputeException>(() => result.Wait(TimeSpan.FromSeconds(-1)))
            .Kind.ShouldBe(ErrorKind.InvalidArgument);
        gate.Set();
        result.Wait(Timeout.InfiniteTimeSpan).ShouldBeTrue();
        (await result).ShouldBeTrue();
    }

    [Fact]
    public async Task Callbacks_run_one_at_a_time_before_the_result_is_ready()
    {
        // A list takes no lock here, and needs none.
        var seen = new List<int>();
        AsyncResult<int>[] results = [.. Enumerable.Range(0, 2_000).Select(
            item => _pool.ApplyAsync(value => value, item, callback: seen.Add))];
        foreach (AsyncResult<int> result in results) await result;
        seen.Order().ShouldBe(Enumerable.Range(0, 2_000));
        await _pool.MapAsync(item => item * 2, new[] { 1, 2 }, callback: both => seen.AddRange(both));
        seen.TakeLast(2).ShouldBe([2, 4]);
    }

    [Fact]
    public async Task An_error_callback_hears_of_the_failure()
    {
        Exception? heard = null;
        AsyncResult<int> failed = _pool.ApplyAsync<int>(
            () => throw new FormatException(), _ => heard = null, errorCallback: error => heard = error);
        (await Should.ThrowAsync<ComputeException>(failed.Task)).ShouldBeSameAs(heard);
    }

    [Fact]
    public async Task A_callback_that_throws_fails_its_result_and_no_other()
    {
        AsyncResult<int> result = _pool.ApplyAsync(
            () => 1, callback: _ => throw new FormatException("in callback"));
        (await Should.ThrowAsync<FormatException>(result.Task)).Message.ShouldBe("in callback");
        int seen = 0;
        await _pool.ApplyAsync(() => 2, callback: value => seen = value);
        seen.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_cancels_a_call_that_waits_and_not_one_that_runs()
    {
        using var gate = new ManualResetEventSlim();
        using var running = new CountdownEvent(4);
        using var cancellation = new CancellationTokenSource();
        AsyncResult<bool>[] blocking = [.. Enumerable.Range(0, 4).Select(_ => _pool.ApplyAsync(
            () => running.Signal() | gate.Wait(s_generous), cancellationToken: cancellation.Token))];
        running.Wait(s_generous).ShouldBeTrue();
        AsyncResult<int> waiting = _pool.ApplyAsync(() => 1, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting.Task.WaitAsync(s_generous));
        gate.Set();
        foreach (AsyncResult<bool> one in blocking) (await one).ShouldBeTrue();
    }
}
