using ActorCompute.Actors.Working;
using ActorCompute.Messages;
using static ActorCompute.Messages.WorkProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public class LeaseRenewerTests
{
    [Fact]
    public void A_node_renews_its_leases_when_it_starts_and_then_every_second()
    {
        ActorRef router = new(Specs.Client, 3), worker = new(Specs.Node(1), 3);
        var context = new RecordingContext(
            new LeaseRenewer(Specs.Node(1), router, [worker]), new ActorRef(Specs.Node(1), 9));

        context.Receive(Started.Instance);
        context.SentTo<RenewLeases>(router).ShouldHaveSingleItem().Workers.ShouldBe([worker]);
        context.Advance(TimeSpan.FromSeconds(10.5));

        context.SentTo<RenewLeases>(router).Count.ShouldBe(10);
    }
}
