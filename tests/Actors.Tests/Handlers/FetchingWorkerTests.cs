using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.WorkerBench;
using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.TransferProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>A worker that does not share the client's memory.</summary>
public class FetchingWorkerTests
{
    private readonly WorkerBench _bench = new(sharesMemory: false);

    [Fact]
    public void Worker_fetches_the_inputs_of_a_chunk_before_it_runs()
    {
        _bench.Assign(chunks: 1, first: 5);
        Fetch fetch = _bench.Context.SentTo<Fetch>(Transfers).ShouldHaveSingleItem();
        fetch.Source.ShouldBe(Specs.Slice(Specs.Input, 5));
        _bench.Context.Sent<Allocate>().ShouldContain(
            made => made.Array == fetch.Target.Array && made.Count == Block.Size);
        _bench.Context.Sent<Run>().ShouldBeEmpty();

        _bench.Fetched(5);

        _bench.Running.Inputs.ShouldBe([fetch.Target]);
    }

    [Fact]
    public void Worker_keeps_a_result_until_the_router_has_it()
    {
        _bench.Assign(chunks: 1);
        _bench.Fetched(0);
        ArrayId input = _bench.Running.Inputs![0].Array, output = _bench.Running.Outputs![0].Array;
        _bench.Finish(0);
        _bench.Context.SentTo<Release>(Transfers).ShouldBe([new Release(input)]);
        _bench.Context.SentTo<ChunksFinished>(Router)[0].Results[0].Outputs![0].Array.ShouldBe(output);

        _bench.Context.Receive(new ReleaseResults(Job, [0]));

        _bench.Context.SentTo<Release>(Transfers).ShouldBe([new Release(output)]);
    }

    [Fact]
    public void Worker_fetches_the_next_chunks_while_one_runs()
    {
        _bench.Assign(chunks: 8);
        _bench.Context.SentTo<Fetch>(Transfers).Count.ShouldBe(3);
        _bench.Fetched(0);

        _bench.Finish(0);

        _bench.Context.SentTo<Fetch>(Transfers).ShouldHaveSingleItem().Source.ShouldBe(
            Specs.Slice(Specs.Input, 3));
    }

    [Fact]
    public void A_chunk_whose_input_cannot_be_fetched_is_given_up_with_its_arrays()
    {
        _bench.Assign(chunks: 1);
        var made = _bench.Context.Sent<Allocate>().Select(one => one.Array).ToList();

        _bench.Context.Receive(new Broken(new AttemptId(Job, 0, 1), 0, "the connection broke"));

        _bench.Context.SentTo<ChunkBroken>(Router).ShouldHaveSingleItem().Reason.ShouldBe(
            "the connection broke");
        _bench.Context.SentTo<Release>(Transfers).Select(one => one.Array).ShouldBe(made);
        _bench.Context.Sent<Run>().ShouldBeEmpty();
    }

    [Fact]
    public void A_stop_is_acknowledged_when_the_last_fetch_is_over()
    {
        _bench.Assign(chunks: 2);
        var made = _bench.Context.Sent<Allocate>().Select(one => one.Array).ToHashSet();
        _bench.Context.Receive(new StopJob(Job));
        _bench.Fetched(0);
        _bench.Context.Sent<JobStopped>().ShouldBeEmpty();
        made.ExceptWith(_bench.Context.Sent<Release>().Select(one => one.Array));

        _bench.Fetched(1);

        _bench.Context.SentTo<JobStopped>(Router).ShouldHaveSingleItem();
        made.ExceptWith(_bench.Context.Sent<Release>().Select(one => one.Array));
        made.ShouldBeEmpty("everything is given back");
    }

    [Fact]
    public void A_stop_waits_for_no_chunk_that_is_ready_but_does_not_run()
    {
        _bench.Assign(chunks: 3);
        for (long chunk = 0; chunk < 3; chunk++) _bench.Fetched(chunk);
        _bench.Context.Receive(new StopJob(Job));

        _bench.Context.Receive(new Stopped(new AttemptId(Job, 0, 1)));

        _bench.Context.SentTo<JobStopped>(Router).ShouldHaveSingleItem();
        _bench.Context.Sent<Run>().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_is_given_up_between_two_chunks_of_a_job_ends_it_when_its_worker_begins_anew()
    {
        _bench.Assign(chunks: 1);
        _bench.Fetched(0);
        _bench.Finish(0);
        _bench.Context.Receive(new ReleaseResults(Job, [0]));

        _bench.Context.Receive(new ResetWorker(1));

        _bench.Context.SentTo<EndJob>(Transfers).ShouldHaveSingleItem().Job.ShouldBe(Job);
    }

    [Fact]
    public void Two_lives_of_a_process_never_make_the_same_array()
    {
        var worker = new ActorRef(Node, 3);

        ArrayId first = ArrayNumbers.Make(Node, worker, 1);
        ArrayId second = ArrayNumbers.Make(Node with { Incarnation = 2 }, worker, 1);

        second.ShouldNotBe(first);
    }
}
