using static ActorCompute.Messages.ExecutorProtocol;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>A worker whose router wants its node for one chunk alone.</summary>
public class ReservingWorkerTests
{
    private readonly WorkerBench _bench = new(sharesMemory: false);

    [Fact]
    public void The_router_is_told_when_the_executor_has_the_node_to_itself()
    {
        _bench.Context.Receive(new ReserveNode(Life: 1, Number: 7), WorkerBench.Router);
        _bench.Context.SentTo<Reserve>(WorkerBench.Executor).ShouldHaveSingleItem().Number.ShouldBe(7);
        _bench.Context.Sent<NodeReserved>().ShouldBeEmpty();

        _bench.Context.Receive(new Reserved(7), WorkerBench.Executor);

        NodeReserved reserved = _bench.Context.SentTo<NodeReserved>(WorkerBench.Router).ShouldHaveSingleItem();
        reserved.Number.ShouldBe(7);
        reserved.Life.ShouldBe(1);
    }

    [Fact]
    public void A_reservation_that_was_ended_is_not_reported()
    {
        _bench.Context.Receive(new ReserveNode(Life: 1, Number: 7), WorkerBench.Router);

        _bench.Context.Receive(new FreeNode(7), WorkerBench.Router);

        _bench.Context.SentTo<Free>(WorkerBench.Executor).ShouldHaveSingleItem();
        _bench.Context.Receive(new Reserved(7), WorkerBench.Executor);
        _bench.Context.Sent<NodeReserved>().ShouldBeEmpty();
    }

    [Fact]
    public void The_end_of_an_earlier_reservation_does_not_end_the_present_one()
    {
        _bench.Context.Receive(new ReserveNode(Life: 1, Number: 7), WorkerBench.Router);
        _bench.Context.Receive(new FreeNode(7), WorkerBench.Router);
        _bench.Context.Receive(new ReserveNode(Life: 1, Number: 8), WorkerBench.Router);

        _bench.Context.Receive(new FreeNode(7), WorkerBench.Router);

        _bench.Context.Sent<Free>().ShouldBeEmpty();
    }

    [Fact]
    public void A_worker_that_begins_anew_leaves_the_node_to_the_others()
    {
        _bench.Context.Receive(new ReserveNode(Life: 1, Number: 7), WorkerBench.Router);

        _bench.Context.Receive(new ResetWorker(1), WorkerBench.Router);

        _bench.Context.SentTo<Free>(WorkerBench.Executor).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_reservation_for_an_earlier_life_is_dropped()
    {
        _bench.Context.Receive(new ResetWorker(1), WorkerBench.Router);

        _bench.Context.Receive(new ReserveNode(Life: 1, Number: 7), WorkerBench.Router);

        _bench.Context.Sent<Reserve>().ShouldBeEmpty();
    }
}
