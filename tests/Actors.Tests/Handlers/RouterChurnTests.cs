using ActorCompute.Messages;
using static ActorCompute.Actors.Tests.Handlers.RouterBench;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

/// <summary>Nodes that come and go for ever, of which the router keeps no account for ever.</summary>
public class RouterChurnTests
{
    private readonly RouterBench _bench = new();

    [Fact]
    public void A_worker_that_was_given_up_so_long_ago_that_it_is_forgotten_gets_work_again()
    {
        _bench.Join(Worker(1));
        _bench.Die(Worker(1), processDied: false);
        LetOthersComeAndGo();
        _bench.Submit(Specs.Spec(chunks: 1));

        Renew();
        _bench.Context.Advance(TimeSpan.FromSeconds(1));
        Renew();
        _bench.Context.SentTo<ResetWorker>(Worker(1)).ShouldHaveSingleItem();
        _bench.Join(Worker(1), life: 2);

        _bench.AssignedTo(Worker(1)).Life.ShouldBe(2);
    }

    [Fact]
    public void What_a_forgotten_worker_finished_in_the_life_that_ended_is_not_taken()
    {
        _bench.Submit(Specs.Spec(chunks: 1));
        _bench.Join(Worker(1));
        AssignChunks before = _bench.AssignedTo(Worker(1));
        _bench.Die(Worker(1), processDied: false);
        LetOthersComeAndGo();

        _bench.Finish(Worker(1), before);

        _bench.Context.Sent<AggregatorProtocol.CommitChunks>().ShouldBeEmpty();
        _bench.Context.SentTo<ResetWorker>(Worker(1)).ShouldHaveSingleItem();
    }

    private void LetOthersComeAndGo()
    {
        for (int node = 2; node < 100; node++)
        {
            _bench.Join(Worker(node));
            _bench.Die(Worker(node), processDied: node % 2 == 0);
            _bench.Context.Advance(TimeSpan.FromSeconds(10));
        }
    }

    private void Renew() => _bench.Context.Receive(new RenewLeases(Specs.Node(1), [Worker(1)]));
}
