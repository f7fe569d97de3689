using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public class RouterTests
{
    private readonly RouterBench _bench = new();

    [Fact]
    public void Router_accepts_a_job_and_begins_it_at_the_aggregator()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 3));

        _bench.Context.SentTo<JobAccepted>(Program).ShouldBe([new JobAccepted(job, 3, Block.Size)]);
        _bench.Context.SentTo<BeginJob>(Aggregator).ShouldHaveSingleItem().Job.ShouldBe(job);
    }

    [Fact]
    public void A_job_that_is_submitted_twice_is_one_job()
    {
        _bench.Submit(Specs.Spec(chunks: 3));

        _bench.Submit(Specs.Spec(chunks: 3));

        _bench.Context.Sent<object>().ShouldBeEmpty();
    }

    [Fact]
    public void A_second_sender_of_a_job_is_told_that_it_was_sent_before()
    {
        JobId job = _bench.Submit(Specs.Spec(chunks: 3));
        ActorRef second = Worker(9);

        _bench.Context.Receive(new SubmitJob(job, Specs.Spec(chunks: 3), second), second);

        _bench.Context.SentTo<JobFailed>(second).ShouldHaveSingleItem().Message
            .ShouldBe($"{job} was sent before, and a job is sent once: prepare another one");
        _bench.Context.SentTo<JobFailed>(Program).ShouldBeEmpty();
    }

    [Fact]
    public void Router_assigns_no_more_chunks_than_a_worker_grants()
    {
        _bench.Submit(Specs.Spec(chunks: 100));

        _bench.Join(Worker(1), chunkCredit: 5);

        _bench.AssignedTo(Worker(1)).Chunks.ShouldBe(5);
    }

    [Fact]
    public void Router_assigns_no_more_bytes_than_a_worker_grants()
    {
        _bench.Submit(Specs.Spec(chunks: 100));

        _bench.Join(Worker(1), sharesMemory: false, chunkCredit: 50, byteCredit: 3 * 2 * 8 * Block.Size + 1);

        _bench.Context.Sent<AssignChunks>().Sum(assigned => assigned.Chunks).ShouldBe(3);
    }

    [Fact]
    public void Router_commits_a_result_once_however_often_it_arrives()
    {
        _bench.Submit(Specs.Spec(chunks: 4));
        _bench.Join(Worker(1), chunkCredit: 2);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        assigned.Chunks.ShouldBe(2);
        _bench.Finish(Worker(1), assigned);
        CommitChunks commit = _bench.Context.SentTo<CommitChunks>(Aggregator).ShouldHaveSingleItem();
        commit.Chunks.ShouldHaveSingleItem().Chunk.ShouldBe(assigned.FirstChunk);

        _bench.Finish(Worker(1), assigned);

        _bench.Context.Sent<CommitChunks>().ShouldBeEmpty();
    }

    [Fact]
    public void Router_reissues_a_chunk_when_its_worker_dies()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        AssignChunks first = _bench.AssignedTo(Worker(1));
        _bench.Join(Worker(2));

        _bench.Die(Worker(1));

        AssignChunks second = _bench.AssignedTo(Worker(2));
        second.FirstChunk.ShouldBe(first.FirstChunk);
        second.Attempt.ShouldBeGreaterThan(first.Attempt);
        second.FreshOutputs.ShouldBeNull("a dead process writes nowhere, so the slice is free");
    }

    [Fact]
    public void A_chunk_of_a_worker_out_of_reach_goes_out_again_into_a_fresh_slice()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        _bench.Join(Worker(2));

        _bench.Die(Worker(1), processDied: false);

        Allocate made = _bench.Context.SentTo<Allocate>(Transfers).ShouldHaveSingleItem();
        made.Count.ShouldBe(Block.Size);
        _bench.AssignedTo(Worker(2)).FreshOutputs.ShouldBe([new SliceRef(made.Array, 0, Block.Size)]);
    }

    [Fact]
    public void The_late_result_of_a_worker_that_was_given_up_is_not_committed_and_the_worker_begins_anew()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        _bench.Die(Worker(1), processDied: false);

        _bench.Finish(Worker(1), assigned);

        _bench.Context.Sent<CommitChunks>().ShouldBeEmpty();
        _bench.Context.SentTo<ResetWorker>(Worker(1)).ShouldHaveSingleItem().Life.ShouldBe(1);
    }

    [Fact]
    public void A_node_that_renews_no_lease_for_three_seconds_loses_its_chunks()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        _bench.Context.Advance(TimeSpan.FromSeconds(2.9));
        _bench.Join(Worker(2));
        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();

        _bench.Context.Advance(TimeSpan.FromSeconds(0.2));

        _bench.AssignedTo(Worker(2)).FreshOutputs.ShouldNotBeNull();
    }

    [Fact]
    public void A_node_that_renews_its_leases_keeps_its_chunks()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        _bench.Join(Worker(2));

        for (int second = 0; second < 10; second++)
        {
            _bench.Context.Receive(new RenewLeases(Specs.Node(1), [Worker(1)]));
            _bench.Context.Advance(TimeSpan.FromSeconds(1));
            _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
        }
    }

    [Fact]
    public void The_clients_own_workers_need_not_renew()
    {
        var own = new ActorRef(Specs.Client, 9);
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(own);
        _bench.Join(Worker(2));

        _bench.Context.Advance(TimeSpan.FromSeconds(10));

        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
    }

    [Fact]
    public void A_worker_whose_offer_was_lost_is_asked_for_another()
    {
        var renewal = new RenewLeases(Specs.Node(1), [Worker(1)]);
        _bench.Context.Receive(renewal);
        _bench.Context.Sent<ResetWorker>().ShouldBeEmpty("its offer may be on its way");
        _bench.Context.Receive(renewal);
        _bench.Context.Sent<ResetWorker>().ShouldBeEmpty("renewals that were held up come together");

        _bench.Context.Advance(TimeSpan.FromSeconds(1));
        _bench.Context.Receive(renewal);

        _bench.Context.SentTo<ResetWorker>(Worker(1)).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_worker_that_was_given_up_is_told_so_when_its_node_renews()
    {
        _bench.Join(Worker(1), life: 4);
        _bench.Die(Worker(1), processDied: false);

        _bench.Context.Receive(new RenewLeases(Specs.Node(1), [Worker(1)]));

        _bench.Context.SentTo<ResetWorker>(Worker(1)).ShouldHaveSingleItem().Life.ShouldBe(4);
    }

    [Fact]
    public void A_result_on_another_node_is_committed_when_it_is_fetched()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        SliceRef result = Specs.Slice(new ArrayId(Specs.Node(1), 9), 0);
        _bench.Finish(Worker(1), assigned, result);
        _bench.Context.SentTo<Fetch>(Transfers).ShouldBe(
            [new Fetch(AttemptOf(assigned), 0, result, Specs.Slice(Specs.Output, 0))]);
        _bench.Context.Sent<CommitChunks>().ShouldBeEmpty();

        _bench.Context.Receive(new Fetched(AttemptOf(assigned), 0));

        _bench.Context.Sent<CommitChunks>().ShouldHaveSingleItem();
        _bench.Context.SentTo<ReleaseResults>(Worker(1)).ShouldHaveSingleItem().Chunks.ShouldBe([0L]);
    }

    [Fact]
    public void A_job_that_cannot_be_is_refused_with_a_reason()
    {
        _bench.Submit(Specs.Spec(chunks: 1) with { Grid = new ChunkGrid(100, 3) });

        JobFailed failed = _bench.Context.SentTo<JobFailed>(Program).ShouldHaveSingleItem();
        failed.Kind.ShouldBe(ErrorKind.InvalidArgument);
        failed.Message.ShouldContain("chunk size of 3");
        _bench.Context.SentTo<BeginJob>(Aggregator).ShouldBeEmpty();
    }

    [Fact]
    public void A_chunk_whose_result_cannot_be_fetched_goes_out_again()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        _bench.Finish(Worker(1), assigned, Specs.Slice(new ArrayId(Specs.Node(1), 9), 0));

        _bench.Context.Receive(new Broken(AttemptOf(assigned), 0, "the connection broke"));

        _bench.Context.Sent<CommitChunks>().ShouldBeEmpty();
        _bench.AssignedTo(Worker(1)).Attempt.ShouldBeGreaterThan(assigned.Attempt);
    }

    [Fact]
    public void A_worker_that_fetches_takes_of_the_job_of_which_it_has_the_fewest_chunks()
    {
        _bench.Submit(Specs.Spec(chunks: 100), number: 1);
        _bench.Join(Worker(1), sharesMemory: false, chunkCredit: 2);
        AssignChunks held = _bench.AssignedTo(Worker(1));
        _bench.Submit(Specs.Spec(chunks: 100), number: 2);

        _bench.Context.Receive(Broken(held, 0), Worker(1));

        _bench.AssignedTo(Worker(1)).Job.Number.ShouldBe(2);
    }

    [Fact]
    public void A_worker_of_one_chunk_at_a_time_takes_of_the_job_that_has_waited_longest()
    {
        _bench.Submit(Specs.Spec(chunks: 100), number: 1);
        _bench.Join(Worker(1), chunkCredit: 1);
        AssignChunks first = _bench.AssignedTo(Worker(1));
        _bench.Submit(Specs.Spec(chunks: 100), number: 2);
        _bench.Context.Advance(TimeSpan.FromSeconds(1));

        _bench.Finish(Worker(1), first);

        _bench.AssignedTo(Worker(1)).Job.Number.ShouldBe(2);
    }

    [Fact]
    public void A_job_of_large_chunks_is_not_starved_by_one_of_small_chunks()
    {
        const long small = 2 * 8 * Block.Size;
        _bench.Submit(Specs.Spec(chunks: 100));
        _bench.Join(Worker(1), sharesMemory: false, chunkCredit: 8, byteCredit: 3 * small);
        AssignChunks held = _bench.AssignedTo(Worker(1));
        _bench.Submit(
            Specs.Spec(chunks: 4) with { Grid = new ChunkGrid(4 * Block.Size, 2 * Block.Size) }, number: 2);

        _bench.Context.Receive(Broken(held, 0), Worker(1));
        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty("the freed room is not enough");
        _bench.Context.Receive(Broken(held, 1), Worker(1));

        _bench.AssignedTo(Worker(1)).Job.Number.ShouldBe(2);
    }

    [Fact]
    public void An_idle_worker_gets_half_of_what_the_busiest_has_left()
    {
        _bench.Submit(Specs.Spec(chunks: 16));
        _bench.Join(Worker(1), chunkCredit: 8);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        _bench.Join(Worker(2), chunkCredit: 1);
        while (_bench.Context.SentTo<ReturnChunks>(Worker(1)).Count == 0)
        {
            _bench.Finish(Worker(2), _bench.AssignedTo(Worker(2)));
        }

        long kept = assigned.FirstChunk + 4;
        _bench.Context.Receive(
            new ChunksReturned(Worker(1), 1, assigned.Job, kept, 4, assigned.Attempt), Worker(1));

        _bench.AssignedTo(Worker(2)).FirstChunk.ShouldBe(kept);
    }

    private static ChunkBroken Broken(AssignChunks held, int which) =>
        new(Worker(1), 1, AttemptOf(held) with { Chunk = held.FirstChunk + which }, "no memory");
}
