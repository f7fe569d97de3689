using System.Runtime.CompilerServices;
using ActorCompute.Arrays;
using ActorCompute.Client.Coordination;

namespace ActorCompute.Client.Tests.Coordination;

public sealed class ActorLockTests : IAsyncDisposable
{
    private readonly ComputeCluster _compute = ComputeCluster.Local(new LocalOptions { Workers = 1 });
    private readonly ActorLock _lock;

    public ActorLockTests() => _lock = _compute.CreateLock();

    public ValueTask DisposeAsync() => _compute.DisposeAsync();

    [Fact]
    public async Task Eight_threads_count_exactly_under_the_lock()
    {
        long count = 0;
        long lastToken = 0;
        int disorders = 0;
        await Waiting.Together(8, _ =>
        {
            for (int step = 0; step < 1000; step++)
            {
                using LockHandle held = _lock.Acquire(Waiting.Deadline);
                count++;
                if (held.FencingToken <= lastToken) disorders++;
                lastToken = held.FencingToken;
            }
        });

        count.ShouldBe(8000);
        lastToken.ShouldBe(8000);
        disorders.ShouldBe(0);
    }

    [Fact]
    public async Task Tasks_count_exactly_under_the_lock_though_they_await_inside()
    {
        long count = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (int step = 0; step < 250; step++)
            {
                await using LockHandle held = await _lock.AcquireAsync(Waiting.Deadline);
                long seen = count;
                await Task.Yield();
                count = seen + 1;
            }
        })).InTime();

        count.ShouldBe(2000);
    }

    [Fact]
    public async Task Waiters_get_the_lock_in_the_order_of_asking()
    {
        LockHandle first = _lock.Acquire();
        Task<LockHandle>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => _lock.AcquireAsync().AsTask())];
        LockHandle held = first;
        for (int turn = 0; turn < waiting.Length; turn++)
        {
            waiting[turn..].ShouldAllBe(waiter => !waiter.IsCompleted);
            held.Release();
            held = await waiting[turn].InTime();
            held.FencingToken.ShouldBe(first.FencingToken + turn + 1);
        }
    }

    [Fact]
    public async Task A_wait_ends_at_its_timeout_and_the_lock_never_comes_later()
    {
        LockHandle held = _lock.Acquire();

        Should.Throw<ComputeException>(() => _lock.Acquire(TimeSpan.Zero)).Kind.ShouldBe(ErrorKind.Timeout);
        Should.Throw<ComputeException>(() => _lock.Acquire(Waiting.Moment)).Kind.ShouldBe(ErrorKind.Timeout);
        await _lock.AcquireAsync(Waiting.Moment).AsTask().ShouldFail(ErrorKind.Timeout);

        held.Release();
        _lock.Acquire(TimeSpan.Zero).FencingToken.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_that_is_cancelled_throws_with_its_token_and_the_lock_never_comes_later()
    {
        LockHandle held = _lock.Acquire();
        using var cancellation = new CancellationTokenSource();
        Task<LockHandle> waiting = _lock.AcquireAsync(cancellationToken: cancellation.Token).AsTask();

        cancellation.Cancel();

        var error = await Should.ThrowAsync<OperationCanceledException>(waiting.InTime());
        error.CancellationToken.ShouldBe(cancellation.Token);
        Should.Throw<OperationCanceledException>(() => _lock.Acquire(cancellationToken: cancellation.Token));
        held.Release();
        _lock.Acquire(TimeSpan.Zero).FencingToken.ShouldBe(2);
    }

    [Fact]
    public void A_lock_is_released_once_and_by_its_own_handle()
    {
        using ActorLock other = _compute.CreateLock();
        LockHandle held = _lock.Acquire();
        LockHandle foreign = other.Acquire();

        Should.Throw<ComputeException>(() => _lock.Release(foreign)).Kind.ShouldBe(ErrorKind.NotHeld);
        _lock.Release(held);
        Should.Throw<ComputeException>(held.Release).Kind.ShouldBe(ErrorKind.NotHeld);
        held.Dispose();

        _lock.Acquire(TimeSpan.Zero);
        Should.Throw<ComputeException>(() => other.Acquire(TimeSpan.Zero)).Kind.ShouldBe(ErrorKind.Timeout);
    }

    [Fact]
    public async Task A_handle_that_is_forgotten_does_not_keep_the_lock_for_ever()
    {
        Forget();
        Task<LockHandle> waiting = _lock.AcquireAsync().AsTask();
        long started = Environment.TickCount64;
        while (!waiting.IsCompleted && Environment.TickCount64 - started < Waiting.Deadline.TotalMilliseconds)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        (await waiting.InTime()).FencingToken.ShouldBe(2);
    }

    [Fact]
    public async Task The_lock_of_a_process_that_ends_goes_to_the_next()
    {
        LockHandle? abandoned = null;
        var process = new ActorProcess(_compute, () => { abandoned = _lock.Acquire(); });
        process.Start();
        process.Join(Waiting.Deadline).ShouldBeTrue();

        using LockHandle next = await _lock.AcquireAsync(TimeSpan.Zero);

        next.FencingToken.ShouldBe(2);
        Should.Throw<ComputeException>(abandoned!.Release).Kind.ShouldBe(ErrorKind.NotHeld);
        Should.Throw<ComputeException>(() => _lock.Acquire(TimeSpan.Zero)).Kind.ShouldBe(ErrorKind.Timeout);
    }

    [Fact]
    public async Task Disposal_ends_the_waits_and_what_comes_later()
    {
        LockHandle held = _lock.Acquire();
        Task<LockHandle> waiting = _lock.AcquireAsync().AsTask();

        await _lock.DisposeAsync();
        _lock.Dispose();

        await waiting.ShouldFail(ErrorKind.Closed);
        Should.Throw<ComputeException>(() => _lock.Acquire()).Kind.ShouldBe(ErrorKind.Closed);
        Should.Throw<ComputeException>(held.Release).Kind.ShouldBe(ErrorKind.Closed);
    }

    [Fact]
    public async Task Disposal_of_the_cluster_ends_the_waits()
    {
        using LockHandle held = _lock.Acquire();
        Task<LockHandle> waiting = _lock.AcquireAsync().AsTask();

        await _compute.DisposeAsync();

        await waiting.ShouldFail(ErrorKind.Closed);
        Should.Throw<ComputeException>(() => _lock.Acquire()).Kind.ShouldBe(ErrorKind.Closed);
        Should.Throw<ObjectDisposedException>(_compute.CreateLock);
        await _lock.DisposeAsync();
    }

    [Fact]
    public async Task Every_wait_ends_though_the_lock_is_disposed_at_any_moment()
    {
        const int seed = 20;
        var random = new Random(seed);
        for (int round = 0; round < 50; round++)
        {
            ActorLock theLock = _compute.CreateLock();
            int turns = random.Next(40);
            int ended = 0;
            await Waiting.Together(4, index =>
            {
                try
                {
                    for (int turn = 0; index > 0 || turn < turns; turn++) theLock.Acquire().Release();
                    theLock.Dispose();
                }
                catch (ComputeException closed) when (closed.Kind == ErrorKind.Closed)
                {
                    Interlocked.Increment(ref ended);
                }
            });
            ended.ShouldBe(3, $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void A_negative_timeout_is_refused()
    {
        var error = Should.Throw<ComputeException>(() => _lock.Acquire(TimeSpan.FromSeconds(-2)));

        error.Kind.ShouldBe(ErrorKind.InvalidArgument);
        error.Message.ShouldStartWith("a timeout of -2 s is not possible");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Forget() => _lock.Acquire();
}
