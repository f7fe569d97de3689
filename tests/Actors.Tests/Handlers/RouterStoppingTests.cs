using ActorCompute.Actors.Routing;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>How jobs fail, and what is then known of their memory.</summary>
public class RouterStoppingTests
{
    private readonly RouterBench _bench = new();

    private JobFailed Failure => _bench.Context.SentTo<JobFailed>(Program).ShouldHaveSingleItem();

    [Fact]
    public void A_cancelled_job_fails_only_when_its_workers_have_acknowledged()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 2));
        _bench.Join(Worker(1));
        _bench.Context.Receive(new CancelJob(job));
        _bench.Context.SentTo<StopJob>(Worker(1)).ShouldHaveSingleItem();
        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();

        _bench.Context.Receive(new JobStopped(Worker(1), 1, job), Worker(1));

        Failure.Kind.ShouldBe(ErrorKind.Cancelled);
        Failure.Abandoned.ShouldBeEmpty();
    }

    [Fact]
    public void A_stopped_job_ends_when_the_last_worker_that_it_waits_for_dies()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 2));
        _bench.Join(Worker(1));
        _bench.Context.Receive(new CancelJob(job));

        _bench.Die(Worker(1));

        Failure.Abandoned.ShouldBeEmpty();
    }

    [Fact]
    public void A_slice_is_abandoned_no_longer_when_its_worker_has_begun_anew()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 2));
        _bench.Join(Worker(1));
        _bench.Join(Worker(2));
        _bench.Die(Worker(1), processDied: false);
        _bench.Join(Worker(1), life: 2);
        _bench.Context.Receive(new CancelJob(job));
        _bench.Context.Receive(new JobStopped(Worker(1), 2, job), Worker(1));

        _bench.Context.Receive(new JobStopped(Worker(2), 1, job), Worker(2));

        Failure.Abandoned.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_worker_does_not_acknowledge_within_the_stop_timeout_is_abandoned()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        _bench.Context.Receive(new CancelJob(job));

        PassStopTimeout();

        Failure.Abandoned.ShouldBe([Specs.Slice(Specs.Output, 0)]);
        _bench.Context.SentTo<EndJob>(Transfers).ShouldHaveSingleItem().Abandoned.ShouldBe(Failure.Abandoned);
    }

    [Fact]
    public void A_worker_that_does_not_acknowledge_a_stop_gets_nothing_until_it_begins_anew()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        _bench.Context.Receive(new CancelJob(job));
        PassStopTimeout();

        _bench.Submit(Specs.Spec(chunks: 1), number: 2);
        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
        _bench.Context.Receive(new JobStopped(Worker(1), 1, job), Worker(1));
        _bench.Context.SentTo<ResetWorker>(Worker(1)).ShouldHaveSingleItem();
        _bench.Join(Worker(1), life: 2, sharesMemory: false);

        _bench.AssignedTo(Worker(1)).Job.Number.ShouldBe(2);
    }

    [Fact]
    public void A_stop_ends_every_range_that_a_worker_has_of_the_job()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 2));
        _bench.Join(Worker(1), sharesMemory: false, chunkCredit: 2);
        AssignChunks first = _bench.Context.Sent<AssignChunks>()[0];
        _bench.Finish(Worker(1), first, Specs.Slice(new ArrayId(Specs.Node(1), 9), 0));
        _bench.Context.Receive(new CancelJob(job));
        _bench.Context.Receive(new JobStopped(Worker(1), 1, job), Worker(1));
        _bench.Context.Receive(new Broken(AttemptOf(first), 0, "given back"));
        Failure.Kind.ShouldBe(ErrorKind.Cancelled);

        _bench.Submit(Specs.Spec(chunks: 2), number: 2);

        _bench.Context.SentTo<AssignChunks>(Worker(1)).Sum(assigned => assigned.Chunks).ShouldBe(
            2, "all credits are free");
    }

    [Fact]
    public void A_job_fails_with_its_kernels_error_and_the_chunk_by_name()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 3));
        _bench.Join(Worker(1));
        AssignChunks assigned = _bench.AssignedTo(Worker(1));

        _bench.Context.Receive(
            new ChunkFailed(Worker(1), 1, AttemptOf(assigned), ErrorKind.KernelFailed, "division by zero"),
            Worker(1));

        Failure.Kind.ShouldBe(ErrorKind.KernelFailed);
        Failure.Message.ShouldContain("chunk 0");
        Failure.Message.ShouldContain("division by zero");
        Failure.Job.ShouldBe(job);
    }

    [Fact]
    public void A_job_without_workers_stalls()
    {
        _bench.Submit(Specs.Spec(chunks: 1) with { StallTimeout = TimeSpan.FromSeconds(10) });
        _bench.Context.Advance(TimeSpan.FromSeconds(9.9));
        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();

        _bench.Context.Advance(TimeSpan.FromSeconds(0.2));

        Failure.Kind.ShouldBe(ErrorKind.Stalled);
        Failure.Message.ShouldContain("no worker");
    }

    [Fact]
    public void A_job_that_stalls_without_workers_says_what_keeps_them_away()
    {
        _bench.Submit(Specs.Spec(chunks: 1) with { StallTimeout = TimeSpan.FromSeconds(10) });
        _bench.Context.Receive(new RouterNotice.NoWorkers("no worker, and 'w1' is not trusted"), ActorRef.Nobody);

        _bench.Context.Advance(TimeSpan.FromSeconds(10.1));

        Failure.Message.ShouldEndWith("chunks (0 of 4096 elements) were done: no worker, and 'w1' is not trusted");
    }

    [Fact]
    public void A_timeout_says_how_far_the_job_got()
    {
        _bench.Submit(Specs.Spec(chunks: 4) with { Timeout = TimeSpan.FromSeconds(2) });
        _bench.Join(Worker(1));
        _bench.Finish(Worker(1), _bench.AssignedTo(Worker(1)));
        _bench.Die(Worker(1));

        _bench.Context.Advance(TimeSpan.FromSeconds(2.1));

        Failure.Kind.ShouldBe(ErrorKind.Timeout);
        Failure.Message.ShouldContain("1 of 4 chunks");
    }

    [Fact]
    public void A_job_whose_chunks_fit_no_worker_fails_at_once()
    {
        _bench.Submit(Specs.Spec(chunks: 1));

        _bench.Join(Worker(1), sharesMemory: false, byteCredit: 100);

        Failure.Kind.ShouldBe(ErrorKind.OutOfMemory);
    }

    private void PassStopTimeout()
    {
        _bench.Context.Advance(TimeSpan.FromSeconds(2.5));
        _bench.Context.Receive(new RenewLeases(Specs.Node(1), [Worker(1)]));
        _bench.Context.Advance(TimeSpan.FromSeconds(2.6));
    }
}
