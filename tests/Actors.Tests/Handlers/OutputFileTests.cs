using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>Results that lie in a file, which workers of other nodes may see or not.</summary>
public class OutputFileTests
{
    [Fact]
    public void A_worker_that_has_written_to_the_file_has_nothing_fetched()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.InFile(Specs.Spec(chunks: 2)));
        bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = bench.AssignedTo(Worker(1));
        assigned.IsInPlace.ShouldBeTrue();

        bench.Finish(Worker(1), assigned);

        bench.Context.Sent<Fetch>().ShouldBeEmpty();
        bench.Context.SentTo<CommitChunks>(Aggregator).ShouldHaveSingleItem().Chunks[0].Outputs.ShouldBeNull();
    }

    [Fact]
    public void What_a_worker_kept_although_it_might_have_written_it_is_fetched_to_its_place()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.InFile(Specs.Spec(chunks: 1)));
        bench.Join(Worker(1), sharesMemory: false);

        bench.Finish(Worker(1), bench.AssignedTo(Worker(1)), KeptBy(1));

        Fetch fetch = bench.Context.SentTo<Fetch>(Transfers).ShouldHaveSingleItem();
        fetch.Source.ShouldBe(KeptBy(1));
        fetch.Target.ShouldBe(Specs.Slice(Specs.Output, 0));
    }

    [Fact]
    public void A_chunk_of_a_worker_that_may_still_write_to_the_file_goes_to_memory()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.InFile(Specs.Spec(chunks: 1)));
        bench.Join(Worker(1), sharesMemory: false);
        bench.Join(Worker(2), sharesMemory: false);

        bench.Die(Worker(1), processDied: false);

        AssignChunks again = bench.AssignedTo(Worker(2));
        again.IsInPlace.ShouldBeFalse();
        bench.Finish(Worker(2), again, KeptBy(2));
        bench.Context.SentTo<Fetch>(Transfers).ShouldHaveSingleItem().Target.Array.ShouldNotBe(Specs.Output);
    }

    [Fact]
    public void A_worker_that_keeps_its_results_leaves_the_file_as_it_is_when_it_is_lost()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.InFile(Specs.Spec(chunks: 4)));
        bench.Join(Worker(1), sharesMemory: false, chunkCredit: 2);
        bench.Finish(Worker(1), bench.AssignedTo(Worker(1)), KeptBy(1));

        bench.Die(Worker(1), processDied: false);
        bench.Join(Worker(2), sharesMemory: false, chunkCredit: 4);

        bench.Context.SentTo<AssignChunks>(Worker(2)).ShouldAllBe(assigned => assigned.IsInPlace);
    }

    [Fact]
    public void The_worker_runs_without_slices_and_once_more_with_them_where_it_does_not_see_the_file()
    {
        var bench = new WorkerBench(sharesMemory: false, mapsSegments: true);
        bench.Assign(chunks: 2, spec: Specs.InFile(Specs.InSegments(Specs.Spec(16))));
        Run run = bench.Running;
        run.Outputs.ShouldBeNull();

        bench.Context.Receive(new Unplaced(run.Attempt), WorkerBench.Executor);

        Run again = bench.Running;
        again.Attempt.ShouldBe(run.Attempt);
        SliceRef slice = again.Outputs.ShouldNotBeNull().ShouldHaveSingleItem();
        slice.Array.Node.ShouldBe(WorkerBench.Node);
        bench.Finish(0);
        bench.Context.SentTo<ChunksFinished>(WorkerBench.Router)[0].Results[0].Outputs.ShouldBe([slice]);
        bench.Running.Outputs.ShouldNotBeNull("it has said that it keeps results: the router relies on that");
    }

    [Fact]
    public void A_stop_that_crosses_with_the_executors_answer_is_acknowledged()
    {
        var bench = new WorkerBench(sharesMemory: false, mapsSegments: true);
        bench.Assign(chunks: 1, spec: Specs.InFile(Specs.InSegments(Specs.Spec(16))));
        Run run = bench.Running;
        bench.Context.Receive(new StopJob(WorkerBench.Job), WorkerBench.Router);

        bench.Context.Receive(new Unplaced(run.Attempt), WorkerBench.Executor);

        bench.Context.Sent<Run>().ShouldBeEmpty();
        bench.Context.SentTo<JobStopped>(WorkerBench.Router).ShouldHaveSingleItem();
    }

    [Fact]
    public void Results_that_are_not_where_they_have_to_be_are_computed_again()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.Spec(chunks: 1));
        bench.Join(Worker(1), sharesMemory: false);
        AssignChunks assigned = bench.AssignedTo(Worker(1));
        SliceRef own = KeptBy(1);
        SliceRef[][] wrong = [[], [own, own], [own with { Count = own.Count - 1 }], [KeptBy(2)]];

        foreach (SliceRef[] results in wrong)
        {
            bench.Finish(Worker(1), assigned, results);

            bench.Context.SentTo<Fetch>(Transfers).ShouldBeEmpty();
            bench.Context.SentTo<CommitChunks>(Aggregator).ShouldBeEmpty();
            assigned = bench.AssignedTo(Worker(1));
        }

        bench.Finish(Worker(1), assigned, own);
        bench.Context.SentTo<Fetch>(Transfers).ShouldHaveSingleItem();
    }

    /// <summary>Where a worker of a node keeps a chunk of one block.</summary>
    private static SliceRef KeptBy(int node) => new(new ArrayId(Specs.Node(node), 9), 0, Block.Size);
}
