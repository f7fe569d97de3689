using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>Nodes that cannot compute a job which others can.</summary>
public class RefusalTests
{
    private static readonly TimeSpan _joinTimeout = TimeSpan.FromSeconds(1);

    private readonly RouterBench _bench = new();

    [Fact]
    public void A_job_goes_on_without_a_node_that_refuses_it()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        _bench.Join(Worker(2), sharesMemory: false);

        Refuse(Worker(1), assigned);

        _bench.AssignedTo(Worker(2)).FirstChunk.ShouldBe(assigned.FirstChunk);
        _bench.Context.SentTo<AssignChunks>(Worker(1)).ShouldBeEmpty();
        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();
    }

    [Fact]
    public void No_other_worker_of_the_node_gets_a_chunk_of_the_job_either()
    {
        _bench.Submit(Specs.Spec(chunks: 4));
        _bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        Refuse(Worker(1), assigned);

        _bench.Join(Worker(1, number: 4), sharesMemory: false);

        _bench.Context.Sent<AssignChunks>().ShouldBeEmpty();
    }

    [Fact]
    public void The_node_gets_chunks_of_other_jobs()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        Refuse(Worker(1), _bench.AssignedTo(Worker(1)));

        JobId other = _bench.Submit(Specs.Spec(chunks: 1), number: 2);

        _bench.AssignedTo(Worker(1)).Job.ShouldBe(other);
    }

    [Fact]
    public void A_node_that_refused_the_job_has_no_chunk_of_it_brought_back_for_it()
    {
        _bench.Submit(Specs.Spec(chunks: 4));
        _bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        _bench.Join(Worker(2), sharesMemory: false, chunkCredit: 4);

        Refuse(Worker(1), assigned);

        _bench.Context.Sent<ReturnChunks>().ShouldBeEmpty();
    }

    [Fact]
    public void A_job_that_every_node_refuses_fails_with_what_the_last_one_said()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = _bench.AssignedTo(Worker(1));
        _bench.Context.Advance(_joinTimeout);
        _bench.Join(Worker(2), sharesMemory: false);
        Refuse(Worker(1), assigned);

        Refuse(Worker(2), _bench.AssignedTo(Worker(2)));

        JobFailed failed = _bench.Context.SentTo<JobFailed>(Program).ShouldHaveSingleItem();
        failed.Kind.ShouldBe(ErrorKind.InputChanged);
        failed.Message.ShouldContain("the file 'x.npy' is another one");
        failed.Message.ShouldContain($"{Specs.Node(2)}");
    }

    [Fact]
    public void It_waits_for_those_that_may_be_about_to_join()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        Refuse(Worker(1), _bench.AssignedTo(Worker(1)));
        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();

        _bench.Context.Advance(_joinTimeout / 2);
        _bench.Join(Worker(2), sharesMemory: false);
        _bench.AssignedTo(Worker(2)).FirstChunk.ShouldBe(0);

        _bench.Context.Advance(_joinTimeout);
        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();
    }

    [Fact]
    public void It_fails_when_none_has_come()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1), sharesMemory: false);
        Refuse(Worker(1), _bench.AssignedTo(Worker(1)));

        _bench.Context.Advance(_joinTimeout * 1.5);

        _bench.Context.SentTo<JobFailed>(Program).ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.InputChanged);
    }

    [Fact]
    public void A_job_that_a_node_has_computed_some_of_waits_for_it_to_come_back()
    {
        _bench.Submit(Specs.Spec(chunks: 2, outputs: 0, reduction: Arrays.Reductions.Reduction.Sum));
        _bench.Join(Worker(1), sharesMemory: false);
        _bench.Finish(Worker(1), _bench.AssignedTo(Worker(1)));
        _bench.Die(Worker(1), processDied: false);
        _bench.Join(Worker(2), sharesMemory: false);
        Refuse(Worker(2), _bench.AssignedTo(Worker(2)));

        _bench.Context.Advance(_joinTimeout * 2);

        _bench.Context.Sent<JobFailed>().ShouldBeEmpty();
    }

    [Fact]
    public void The_worker_refuses_first_and_then_gives_back_what_it_has_not_started()
    {
        var bench = new WorkerBench(sharesMemory: true);
        bench.Assign(chunks: 5);

        bench.Context.Receive(
            new Refused(bench.Running.Attempt, ErrorKind.InputChanged, "another file"), WorkerBench.Executor);

        bench.Context.SentTo<ChunkRefused>(WorkerBench.Router).ShouldHaveSingleItem().Attempt.Chunk.ShouldBe(0);
        bench.Context.SentTo<object>(WorkerBench.Router)[0].ShouldBeOfType<ChunkRefused>();
        bench.Context.SentTo<ChunksReturned>(WorkerBench.Router).Sum(returned => returned.Chunks).ShouldBe(4);
        bench.Context.Sent<Run>().ShouldBeEmpty();
    }

    private void Refuse(ActorRef worker, AssignChunks assigned) => _bench.Context.Receive(
        new ChunkRefused(
            worker, assigned.Life, AttemptOf(assigned), ErrorKind.InputChanged, "the file 'x.npy' is another one"),
        worker);
}
