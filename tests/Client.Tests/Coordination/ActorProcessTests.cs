using ActorCompute.Arrays;
using ActorCompute.Client.Coordination;

namespace ActorCompute.Client.Tests.Coordination;

public sealed class ActorProcessTests : IAsyncDisposable
{
    private readonly ComputeCluster _compute = ComputeCluster.Local(new LocalOptions { Workers = 1 });

    public ValueTask DisposeAsync() => _compute.DisposeAsync();

    [Fact]
    public void A_process_runs_its_target_once_and_ends_with_code_zero()
    {
        int runs = 0;
        ActorProcess? current = null;
        var process = new ActorProcess(_compute, () =>
        {
            runs++;
            current = ActorProcess.Current;
        });
        process.IsAlive.ShouldBeFalse();

        process.Start();
        process.Join(Waiting.Deadline).ShouldBeTrue();

        runs.ShouldBe(1);
        process.ExitCode.ShouldBe(0);
        process.IsAlive.ShouldBeFalse();
        current.ShouldBe(process);
        ActorProcess.Current.ShouldBeNull();
    }

    [Fact]
    public async Task A_process_awaits_its_target()
    {
        ActorQueue<int> queue = _compute.CreateQueue<int>(1);
        int got = 0;
        var process = new ActorProcess(_compute, async () => got = await queue.GetAsync());
        process.Start();

        queue.Put(5);

        (await process.JoinAsync(Waiting.Deadline)).ShouldBeTrue();
        got.ShouldBe(5);
    }

    [Fact]
    public void A_target_that_throws_ends_with_code_one_and_its_error()
    {
        var error = new InvalidDataException("broken");
        var process = new ActorProcess(_compute, () => throw error);
        process.Start();
        process.Join(Waiting.Deadline).ShouldBeTrue();

        process.ExitCode.ShouldBe(1);
        process.Error.ShouldBeSameAs(error);
    }

    [Fact]
    public async Task A_join_ends_at_its_timeout_and_the_process_runs_on()
    {
        using var mayEnd = new ManualResetEventSlim();
        var process = new ActorProcess(_compute, () => mayEnd.Wait(Waiting.Deadline));
        process.Start();

        process.Join(Waiting.Moment).ShouldBeFalse();
        (await process.JoinAsync(TimeSpan.Zero)).ShouldBeFalse();
        process.IsAlive.ShouldBeTrue();
        process.ExitCode.ShouldBeNull();

        mayEnd.Set();
        (await process.JoinAsync(Waiting.Deadline)).ShouldBeTrue();
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_target_that_listens_ends_when_it_is_terminated()
    {
        bool isCleanedUp = false;
        var process = new ActorProcess(_compute, (CancellationToken token) =>
        {
            token.WaitHandle.WaitOne(Waiting.Deadline);
            isCleanedUp = true;
        });
        process.Start();

        process.Terminate(Waiting.Deadline);
        process.Join(Waiting.Deadline).ShouldBeTrue();

        isCleanedUp.ShouldBeTrue();
        process.ExitCode.ShouldBe(ActorProcess.TerminatedExitCode);
        process.Error.ShouldBeNull();
    }

    [Fact]
    public async Task A_process_that_waits_is_woken_when_it_is_terminated()
    {
        ActorLock theLock = _compute.CreateLock();
        ActorQueue<int> queue = _compute.CreateQueue<int>(1);
        using LockHandle held = theLock.Acquire();
        var sleeper = new ActorProcess(_compute, () => theLock.Acquire());
        ActorProcess[] waiting =
        [
            sleeper,
            new(_compute, () => queue.Get()),
            new(_compute, async () => await queue.GetAsync()),
            new(_compute, () => sleeper.Join()),
        ];
        foreach (ActorProcess process in waiting) process.Start();

        foreach (ActorProcess process in waiting.Reverse()) process.Terminate(Waiting.Deadline);

        foreach (ActorProcess process in waiting)
        {
            (await process.JoinAsync(Waiting.Deadline)).ShouldBeTrue();
            process.ExitCode.ShouldBe(ActorProcess.TerminatedExitCode);
            process.Error.ShouldBeNull();
        }

        queue.Put(1);
        queue.Get(TimeSpan.Zero).ShouldBe(1);
    }

    [Fact]
    public async Task A_target_that_does_not_listen_is_given_up_and_its_lock_freed()
    {
        ActorLock theLock = _compute.CreateLock();
        using var holds = new ManualResetEventSlim();
        using var mayEnd = new ManualResetEventSlim();
        var afterwards = new TaskCompletionSource<Exception?>();
        var process = new ActorProcess(_compute, () =>
        {
            LockHandle held = theLock.Acquire();
            holds.Set();
            mayEnd.Wait(Waiting.Deadline);
            held.Dispose();
            afterwards.SetResult(Record.Exception(() => theLock.Acquire()));
        });
        process.Start();
        holds.Wait(Waiting.Deadline).ShouldBeTrue();

        process.Terminate(TimeSpan.Zero);
        process.Join(Waiting.Deadline).ShouldBeTrue();

        process.ExitCode.ShouldBe(ActorProcess.TerminatedExitCode);
        LockHandle next = theLock.Acquire(Waiting.Deadline);
        next.FencingToken.ShouldBe(2);
        mayEnd.Set();
        (await afterwards.Task.InTime()).ShouldBeOfType<OperationCanceledException>();
        next.Release();
    }

    [Fact]
    public void A_process_is_started_once_and_not_joined_or_terminated_before()
    {
        ActorProcess? process = null;
        process = new ActorProcess(_compute, () => process!.Join());
        Should.Throw<ComputeException>(() => process.Join()).Kind.ShouldBe(ErrorKind.InvalidState);
        Should.Throw<ComputeException>(() => process.Terminate()).Kind.ShouldBe(ErrorKind.InvalidState);

        process.Start();

        Should.Throw<ComputeException>(process.Start).Kind.ShouldBe(ErrorKind.InvalidState);
        process.Join(Waiting.Deadline).ShouldBeTrue();
        process.Error.ShouldBeOfType<ComputeException>().Kind.ShouldBe(ErrorKind.InvalidState);
    }

    [Fact]
    public void Processes_have_ids_of_their_own_and_names()
    {
        var first = new ActorProcess(_compute, () => { });
        var second = new ActorProcess(_compute, () => { });
        var named = new ActorProcess(_compute, () => { }, "printer");

        second.Id.ShouldBe(first.Id + 1);
        first.Name.ShouldBe($"ActorProcess-{first.Id}");
        named.ToString().ShouldBe("printer");
    }

    [Fact]
    public async Task Disposal_of_the_cluster_terminates_its_processes()
    {
        ActorQueue<int> queue = _compute.CreateQueue<int>(1);
        var process = new ActorProcess(_compute, () => queue.Get());
        process.Start();

        await _compute.DisposeAsync();

        process.ExitCode.ShouldBe(ActorProcess.TerminatedExitCode);
        Should.Throw<ObjectDisposedException>(() => new ActorProcess(_compute, () => { }).Start());
    }
}
