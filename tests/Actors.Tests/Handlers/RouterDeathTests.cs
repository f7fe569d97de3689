using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>Chunks that nodes die of.</summary>
public class RouterDeathTests
{
    [Fact]
    public void A_job_whose_only_node_comes_and_goes_stalls_rather_than_going_out_for_ever()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.Spec(chunks: 1) with { StallTimeout = TimeSpan.FromSeconds(60) });
        JobFailed? failed = null;
        for (int round = 0; round < 1_000 && failed is null; round++)
        {
            bench.Join(Worker(1, number: 10 + round), sharesMemory: false);
            bench.Die(Worker(1, number: 10 + round), processDied: false);
            bench.Context.Advance(TimeSpan.FromMilliseconds(500));
            failed = bench.Context.SentTo<JobFailed>(Program).SingleOrDefault();
        }

        failed.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.Stalled);
    }

    private readonly RouterBench _bench = new();

    [Fact]
    public void A_chunk_that_four_nodes_died_of_fails_the_job_by_name()
    {
        KillThree();
        _bench.Join(Worker(4));
        _bench.Reserve(Worker(4));

        _bench.Die(Worker(4));

        JobFailed failed = _bench.Context.SentTo<JobFailed>(Program).ShouldHaveSingleItem();
        failed.Kind.ShouldBe(ErrorKind.ChunkLost);
        failed.Message.ShouldContain("chunk 0");
    }

    [Fact]
    public void A_chunk_that_three_nodes_died_of_runs_alone_on_a_node()
    {
        KillThree(chunks: 10);

        _bench.Join(Worker(4), chunkCredit: 5);
        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty("others may run something on the node");
        _bench.Reserve(Worker(4));
        _bench.AssignedTo(Worker(4)).Chunks.ShouldBe(1);
        _bench.Join(Worker(4, number: 5), chunkCredit: 5);

        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty("the node is kept free");
    }

    [Fact]
    public void A_worker_that_begins_anew_has_not_died_with_its_chunk()
    {
        KillThree();
        _bench.Join(Worker(4));
        _bench.Reserve(Worker(4));

        _bench.Join(Worker(4), life: 2);

        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();
        _bench.Reserve(Worker(4));
        _bench.AssignedTo(Worker(4)).Life.ShouldBe(2);
    }

    [Fact]
    public void A_node_that_dies_before_it_is_reserved_proves_nothing()
    {
        KillThree();
        for (int node = 4; node <= 20; node++)
        {
            _bench.Join(Worker(node));
            _bench.Context.SentTo<ReserveNode>(Worker(node)).ShouldHaveSingleItem();
            _bench.Die(Worker(node));
            _bench.Context.Sent<JobFailed>().ShouldBeEmpty("others ran there");
        }

        _bench.Join(Worker(21));
        _bench.Reserve(Worker(21));
        _bench.Finish(Worker(21), _bench.AssignedTo(Worker(21)));
        _bench.Context.SentTo<AggregatorProtocol.CommitChunks>(Aggregator).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_reservation_ends_when_the_result_of_the_run_alone_is_there()
    {
        KillThree(chunks: 10);
        _bench.Join(Worker(4));
        int number = _bench.Context.SentTo<ReserveNode>(Worker(4)).ShouldHaveSingleItem().Number;
        _bench.Reserve(Worker(4));
        AssignChunks alone = _bench.AssignedTo(Worker(4));
        _bench.Context.Sent<FreeNode>().ShouldBeEmpty();

        _bench.Finish(Worker(4), alone);

        _bench.Context.SentTo<FreeNode>(Worker(4)).ShouldHaveSingleItem().Number.ShouldBe(number);
        _bench.AssignedTo(Worker(4)).FirstChunk.ShouldNotBe(alone.FirstChunk, "the node is free for other chunks");
    }

    [Fact]
    public void A_reservation_ends_with_the_job_that_it_is_for()
    {
        KillThree();
        _bench.Join(Worker(4));
        int number = _bench.Context.SentTo<ReserveNode>(Worker(4)).ShouldHaveSingleItem().Number;

        _bench.Context.Receive(new CancelJob(new JobId(Specs.Client.Id, 1)), Program);

        _bench.Context.SentTo<FreeNode>(Worker(4)).ShouldHaveSingleItem().Number.ShouldBe(number);
        _bench.Context.Receive(new NodeReserved(Worker(4), 1, number), Worker(4));
        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_leaves_before_it_is_reserved_is_freed_and_another_one_is_asked()
    {
        KillThree();
        _bench.Join(Worker(4));
        int number = _bench.Context.SentTo<ReserveNode>(Worker(4)).ShouldHaveSingleItem().Number;
        _bench.Join(Worker(5));

        _bench.Context.Receive(new WorkerLeaving(Worker(4), 1), Worker(4));

        _bench.Context.SentTo<FreeNode>(Worker(4)).ShouldHaveSingleItem().Number.ShouldBe(number);
        _bench.Reserve(Worker(5));
        _bench.AssignedTo(Worker(5)).FirstChunk.ShouldBe(0);
    }

    [Fact]
    public void A_chunk_that_is_given_back_unstarted_is_run_alone_on_another_node()
    {
        KillThree();
        _bench.Join(Worker(4));
        _bench.Reserve(Worker(4));
        AssignChunks alone = _bench.AssignedTo(Worker(4));
        _bench.Context.Receive(new WorkerLeaving(Worker(4), 1), Worker(4));
        _bench.Join(Worker(5));

        _bench.Context.Receive(
            new ChunksReturned(Worker(4), 1, alone.Job, alone.FirstChunk, 1, alone.Attempt), Worker(4));

        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty("it is to run alone");
        _bench.Reserve(Worker(5));
        _bench.AssignedTo(Worker(5)).FirstChunk.ShouldBe(alone.FirstChunk);
    }

    [Fact]
    public void A_run_alone_on_a_node_that_was_counted_before_proves_nothing()
    {
        KillThree(processDied: false);
        _bench.Join(Worker(3), life: 2);
        _bench.Reserve(Worker(3));

        _bench.Die(Worker(3));

        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();
        _bench.Join(Worker(4));
        _bench.Reserve(Worker(4));
        _bench.AssignedTo(Worker(4)).FirstChunk.ShouldBe(0);
    }

    [Fact]
    public void A_run_alone_is_not_begun_for_a_job_that_is_being_stopped()
    {
        _bench.Submit(Specs.Spec(chunks: 3));
        _bench.Join(Worker(1));
        _bench.Join(Worker(8));
        _bench.Join(Worker(9));
        AssignChunks last = _bench.AssignedTo(Worker(9));
        _bench.Die(Worker(1));
        for (int node = 2; node <= 3; node++)
        {
            _bench.Join(Worker(node));
            _bench.AssignedTo(Worker(node)).FirstChunk.ShouldBe(0);
            _bench.Die(Worker(node));
        }

        _bench.Context.Receive(
            new ChunkFailed(Worker(9), 1, AttemptOf(last), ErrorKind.KernelFailed, "division by zero"),
            Worker(9));

        _bench.Context.SentTo<StopJob>(Worker(8)).ShouldHaveSingleItem();
        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
    }

    [Fact]
    public void A_run_alone_that_broke_is_made_again()
    {
        KillThree();
        _bench.Join(Worker(4), sharesMemory: false);
        _bench.Reserve(Worker(4));
        AssignChunks assigned = _bench.AssignedTo(Worker(4));

        _bench.Context.Receive(new ChunkBroken(Worker(4), 1, AttemptOf(assigned), "no memory"), Worker(4));

        _bench.AssignedTo(Worker(4)).FirstChunk.ShouldBe(assigned.FirstChunk);
    }

    [Fact]
    public void A_run_alone_goes_to_a_worker_that_can_hold_the_chunk()
    {
        const long enough = 2 * 8 * Block.Size;
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false, byteCredit: enough);
        _bench.Join(Worker(2), sharesMemory: false, byteCredit: 1);
        for (int node = 3; node <= 5; node++)
        {
            _bench.Join(Worker(node), sharesMemory: false, byteCredit: enough);
        }

        _bench.Die(Worker(1));
        _bench.Die(Worker(3));
        _bench.Die(Worker(4));

        _bench.Context.SentTo<ReserveNode>(Worker(2)).ShouldBeEmpty();
        _bench.Reserve(Worker(5));
        _bench.AssignedTo(Worker(5)).FirstChunk.ShouldBe(0);
    }

    [Fact]
    public void When_one_worker_of_a_node_dies_the_others_get_nothing_more()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        _bench.Join(Worker(1, number: 5));

        _bench.Die(Worker(1));

        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
    }

    [Fact]
    public void An_offer_of_a_node_that_is_known_to_be_dead_is_worth_nothing()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        _bench.Die(Worker(1));

        _bench.Join(Worker(1, number: 5));

        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
    }

    private void KillThree(long chunks = 1, bool processDied = true)
    {
        _bench.Submit(Specs.Spec(chunks));
        for (int node = 1; node <= 3; node++)
        {
            _bench.Join(Worker(node));
            _bench.AssignedTo(Worker(node)).FirstChunk.ShouldBe(0);
            _bench.Die(Worker(node), processDied);
        }
    }
}
