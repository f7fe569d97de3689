using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.JobProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>Workers whose node is about to end in good order.</summary>
public class LeavingTests
{
    private static readonly ActorRef s_node = new(WorkerBench.Node, 9);

    [Fact]
    public void A_worker_that_leaves_gives_back_what_it_has_not_started_and_finishes_the_rest()
    {
        var bench = new WorkerBench(sharesMemory: true);
        bench.Assign(chunks: 8);

        bench.Context.Receive(new DrainWorker(s_node));

        bench.Context.SentTo<WorkerLeaving>(WorkerBench.Router).ShouldHaveSingleItem();
        bench.Context.SentTo<ChunksReturned>(WorkerBench.Router).Sum(one => one.Chunks).ShouldBe(7);
        bench.Context.SentTo<WorkerDrained>(s_node).ShouldBeEmpty("a chunk runs");
        bench.Finish(0);
        bench.Reported.ShouldBe([0]);
        bench.Context.Receive(new DrainWorker(s_node));
        bench.Context.SentTo<WorkerDrained>(s_node).ShouldHaveSingleItem();
    }

    [Fact]
    public void What_it_is_assigned_too_late_it_gives_back()
    {
        var bench = new WorkerBench(sharesMemory: true);
        bench.Context.Receive(new DrainWorker(s_node));

        bench.Assign(chunks: 3);

        bench.Context.SentTo<ChunksReturned>(WorkerBench.Router).Sum(one => one.Chunks).ShouldBe(3);
        bench.Context.Sent<ExecutorProtocol.Run>().ShouldBeEmpty();
    }

    [Fact]
    public void It_is_not_drained_as_long_as_a_result_waits_to_be_fetched()
    {
        var bench = new WorkerBench(sharesMemory: false);
        bench.Assign(chunks: 1);
        bench.Fetched(0);
        bench.Finish(0);

        bench.Context.Receive(new DrainWorker(s_node));

        bench.Context.SentTo<WorkerDrained>(s_node).ShouldBeEmpty();
        bench.Context.Receive(new ReleaseResults(WorkerBench.Job, [0]));
        bench.Context.Receive(new DrainWorker(s_node));
        bench.Context.SentTo<WorkerDrained>(s_node).ShouldHaveSingleItem();
    }

    [Fact]
    public void The_router_gives_it_nothing_new_and_what_it_returns_to_others()
    {
        var bench = new RouterBench();
        bench.Join(Worker(1), chunkCredit: 8);
        JobId job = bench.Submit(Specs.Spec(chunks: 4));
        AssignChunks assigned = bench.AssignedTo(Worker(1));
        bench.Context.Receive(new WorkerLeaving(Worker(1), 1), Worker(1));

        bench.Context.Receive(
            new ChunksReturned(Worker(1), 1, job, assigned.FirstChunk, assigned.Chunks, assigned.Attempt), Worker(1));
        bench.Context.Sent<AssignChunks>().ShouldBeEmpty();

        bench.Join(Worker(2), chunkCredit: 8);
        bench.AssignedTo(Worker(2)).FirstChunk.ShouldBe(0);
    }

    [Fact]
    public void A_job_of_items_is_refused_where_workers_are_on_other_nodes()
    {
        var program = new ActorRef(Specs.Client, 4);
        var context = new RecordingContext(
            new Routing.Router(
                new Routing.RouterOptions { Node = Specs.Client, IsDistributed = true }, Aggregator, Transfers),
            new ActorRef(Specs.Client, 3));
        var spec = new ItemsSpec { Function = new Nothing(), Grid = new ChunkGrid(10, 1) };

        context.Receive(new SubmitJob(new JobId(1, 1), spec, program), program);

        context.SentTo<JobFailed>(program).ShouldHaveSingleItem().Message.ShouldContain("code never travels");
    }

    private sealed class Nothing : ItemFunction
    {
        public override ItemsRun Run(long first, long count, IStopSignal stop) => new(count);
    }
}
