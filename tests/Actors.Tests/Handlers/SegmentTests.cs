using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.AggregatorProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>Workers of other processes that map the client's segments.</summary>
public class SegmentTests
{
    [Fact]
    public void A_worker_that_maps_segments_writes_in_place_and_nothing_is_fetched()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.InSegments(Specs.Spec(chunks: 2)));
        bench.Join(Worker(1), sharesMemory: false, mapsSegments: true);
        AssignChunks assigned = bench.AssignedTo(Worker(1));
        assigned.IsInPlace.ShouldBeTrue();

        bench.Finish(Worker(1), assigned);

        bench.Context.Sent<Fetch>().ShouldBeEmpty();
        bench.Context.SentTo<CommitChunks>(Aggregator).ShouldHaveSingleItem().Chunks[0].Outputs.ShouldBeNull();
    }

    [Fact]
    public void It_keeps_results_that_do_not_lie_in_a_segment()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.Spec(chunks: 2));

        bench.Join(Worker(1), sharesMemory: false, mapsSegments: true);

        bench.AssignedTo(Worker(1)).IsInPlace.ShouldBeFalse();
    }

    [Fact]
    public void Where_it_may_still_write_the_chunk_goes_to_a_slice_of_its_own_by_fetching()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.InSegments(Specs.Spec(chunks: 1)));
        bench.Join(Worker(1), sharesMemory: false, mapsSegments: true);
        bench.Join(Worker(2), sharesMemory: false, mapsSegments: true);

        bench.Die(Worker(1), processDied: false);

        AssignChunks again = bench.AssignedTo(Worker(2));
        again.IsInPlace.ShouldBeFalse();
        SliceRef kept = new(new ArrayId(Specs.Node(2), 77), 0, Block.Size);
        bench.Finish(Worker(2), again, kept);
        Fetch fetch = bench.Context.SentTo<Fetch>(Transfers).ShouldHaveSingleItem();
        fetch.Source.ShouldBe(kept);
        fetch.Target.Array.ShouldNotBe(Specs.Output, "the first worker may write there yet");
    }

    [Fact]
    public void Where_its_process_is_dead_the_chunk_goes_to_the_same_place()
    {
        var bench = new RouterBench();
        bench.Submit(Specs.InSegments(Specs.Spec(chunks: 1)));
        bench.Join(Worker(1), sharesMemory: false, mapsSegments: true);
        bench.Join(Worker(2), sharesMemory: false, mapsSegments: true);

        bench.Die(Worker(1));

        bench.AssignedTo(Worker(2)).IsInPlace.ShouldBeTrue();
    }

    [Fact]
    public void The_worker_runs_at_once_and_brings_no_slices()
    {
        var bench = new WorkerBench(sharesMemory: false, mapsSegments: true);

        bench.Assign(chunks: 1, spec: Specs.InSegments(Specs.Spec(16)));

        bench.Context.Sent<Fetch>().ShouldBeEmpty();
        bench.Context.Sent<Allocate>().ShouldBeEmpty();
        bench.Running.Outputs.ShouldBeNull();
    }
}
