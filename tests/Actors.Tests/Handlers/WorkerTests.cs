using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.WorkerBench;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>A worker that shares the client's memory.</summary>
public class WorkerTests
{
    private readonly WorkerBench _bench = new(sharesMemory: true);

    [Fact]
    public void Worker_offers_its_slot_when_it_starts()
    {
        WorkerJoined joined = _bench.Context.SentTo<WorkerJoined>(Router).ShouldHaveSingleItem();

        joined.ShouldBe(new WorkerJoined(_bench.Context.Self, 1, true, false, 8, 1 << 20));
    }

    [Fact]
    public void Worker_runs_its_chunks_one_at_a_time_in_order()
    {
        _bench.Assign(chunks: 3);

        for (long chunk = 0; chunk < 3; chunk++)
        {
            _bench.Running.Attempt.ShouldBe(new AttemptId(Job, chunk, 1));
            _bench.Finish(chunk);
        }

        _bench.Context.Sent<Run>().ShouldBeEmpty();
    }

    [Fact]
    public void Worker_reports_short_chunks_in_batches_and_the_last_one_at_once()
    {
        _bench.Assign(chunks: 3);
        _bench.Finish(0);
        _bench.Finish(1);
        _bench.Reported.ShouldBeEmpty();

        _bench.Finish(2);

        _bench.Reported.ShouldBe([0L, 1, 2]);
    }

    [Fact]
    public void Worker_reports_a_long_chunk_when_it_is_finished()
    {
        _bench.Assign(chunks: 3);
        _bench.Context.Advance(TimeSpan.FromMilliseconds(50));

        _bench.Finish(0);

        _bench.Reported.ShouldBe([0L]);
    }

    [Fact]
    public void Worker_gives_back_the_second_half_of_what_it_has_not_started()
    {
        _bench.Assign(chunks: 9, first: 4, attempt: 7);

        _bench.Context.Receive(new ReturnChunks(Job));

        _bench.Context.SentTo<ChunksReturned>(Router).ShouldBe(
            [new ChunksReturned(_bench.Context.Self, 1, Job, 9, 4, 7)]);
    }

    [Fact]
    public void Results_of_a_batch_go_out_when_the_rest_of_it_is_given_back()
    {
        _bench.Assign(chunks: 3);
        var other = new JobId(Specs.Client.Id, 2);
        _bench.Assign(chunks: 1, job: other);
        _bench.Finish(0);
        _bench.Finish(1);
        _bench.Running.Attempt.Job.ShouldBe(other);

        _bench.Context.Receive(new ReturnChunks(Job));

        _bench.Context.SentTo<ChunksReturned>(Router).ShouldHaveSingleItem().Chunks.ShouldBe(1);
        _bench.Reported.ShouldBe([0L, 1]);
    }

    [Fact]
    public void Two_jobs_take_turns()
    {
        var other = new JobId(Specs.Client.Id, 2);
        _bench.Assign(chunks: 3);
        _bench.Assign(chunks: 3, job: other);
        _bench.Finish(0);

        _bench.Finish(1);
        _bench.Running.Attempt.Job.ShouldBe(other);
        _bench.Finish(0, job: other);
        _bench.Running.Attempt.Job.ShouldBe(Job);
    }

    [Fact]
    public void Chunks_for_another_life_are_dropped()
    {
        _bench.Assign(chunks: 3, life: 2);

        _bench.Context.Sent<object>().ShouldBeEmpty();
    }

    [Fact]
    public void Worker_acknowledges_a_stop_only_after_its_executor()
    {
        _bench.Assign(chunks: 3);
        _bench.Context.Receive(new StopJob(Job));
        _bench.Context.SentTo<Stop>(Executor).ShouldHaveSingleItem();
        _bench.Context.Sent<JobStopped>().ShouldBeEmpty();

        _bench.Context.Receive(new Stopped(new AttemptId(Job, 0, 1)));

        _bench.Context.SentTo<JobStopped>(Router).ShouldBe([new JobStopped(_bench.Context.Self, 1, Job)]);
        _bench.Context.Sent<Run>().ShouldBeEmpty();
    }

    [Fact]
    public void A_chunk_that_finishes_while_its_job_is_stopped_is_not_reported()
    {
        _bench.Assign(chunks: 1);
        _bench.Context.Receive(new StopJob(Job));

        _bench.Finish(0);

        _bench.Reported.ShouldBeEmpty();
        _bench.Context.Sent<JobStopped>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_stop_of_a_job_that_the_worker_does_not_know_is_acknowledged()
    {
        _bench.Context.Receive(new StopJob(Job));

        _bench.Context.Sent<JobStopped>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Worker_begins_a_new_life_only_when_its_executor_has_stopped()
    {
        _bench.Assign(chunks: 3);
        _bench.Context.Receive(new ResetWorker(1));
        _bench.Context.Sent<WorkerJoined>().ShouldBeEmpty();

        _bench.Context.Receive(new Stopped(new AttemptId(Job, 0, 1)));

        _bench.Context.SentTo<WorkerJoined>(Router).ShouldHaveSingleItem().Life.ShouldBe(2);
    }

    [Fact]
    public void A_reset_of_an_earlier_life_is_ignored()
    {
        _bench.Context.Receive(new ResetWorker(1));
        _bench.Assign(chunks: 1, life: 2);

        _bench.Context.Receive(new ResetWorker(1));

        _bench.Context.Sent<object>().ShouldBeEmpty();
    }

    [Fact]
    public void A_kernels_failure_is_reported_after_the_results_before_it()
    {
        _bench.Assign(chunks: 3);
        _bench.Finish(0);

        _bench.Context.Receive(
            new Failed(new AttemptId(Job, 1, 1), ErrorKind.KernelFailed, "division by zero"));

        _bench.Context.SentTo<object>(Router).Select(message => message.GetType()).ShouldBe(
            [typeof(ChunksFinished), typeof(ChunkFailed)]);
    }
}
