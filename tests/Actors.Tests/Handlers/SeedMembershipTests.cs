using ActorCompute.Actors.Membership;
using ActorCompute.Messages;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public class SeedMembershipTests
{
    private static readonly NodeId Seed = new(0x5EED, 1);
    private static readonly ActorRef Watcher = new(Specs.Client, 7);

    private readonly RecordingContext _context = new(
        new SeedMembership(Seed, "1.0", "tcp", View), new ActorRef(Seed, 1));

    public SeedMembershipTests() => _context.Receive(Started.Instance);

    [Fact]
    public void A_node_that_joins_is_in_the_list()
    {
        Join(Describe(1));
        _context.SentTo<Joined>(Agent(1)).ShouldHaveSingleItem().Node.ShouldBe(Specs.Node(1));
        _context.Watched.ShouldBe([Agent(1)]);

        Join(Describe(2));

        Listed().ShouldBe([Describe(1), Describe(2)]);
    }

    [Fact]
    public void A_watcher_hears_the_list_at_once_and_after_each_change()
    {
        Join(Describe(1));

        _context.Receive(new WatchMembers(Watcher), Watcher);
        Told().ShouldBe([Describe(1)]);
        Join(Describe(2));
        Told().ShouldBe([Describe(1), Describe(2)]);
        _context.Receive(new LeaveCluster(Specs.Node(1)));
        Told().ShouldBe([Describe(2)]);
        _context.Receive(new Terminated(Agent(2), true));
        Told().ShouldBeEmpty();
    }

    [Fact]
    public void A_watcher_that_is_gone_is_forgotten()
    {
        _context.Receive(new WatchMembers(Watcher), Watcher);
        _context.Watched.ShouldBe([Watcher]);

        _context.Receive(new Terminated(Watcher, false));
        Join(Describe(1));

        _context.SentTo<MembersChanged>(Watcher).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_with_the_node_that_has_it()
    {
        Join(Describe(1, name: "w1"));

        Join(Describe(2, name: "w1"));
        _context.Sent<object>().ShouldBeEmpty("the one that has the name may be gone, unnoticed");
        Renew(1);

        JoinRefused refused = _context.SentTo<JoinRefused>(Agent(2)).ShouldHaveSingleItem();
        refused.Reason.ShouldBe(
            $"the name 'w1' belongs to node {Specs.Node(1)} at 10.0.0.1:5000: "
            + "start this one with another --name");
        Listed().ShouldBe([Describe(1, name: "w1")]);
    }

    [Fact]
    public void A_name_is_free_when_its_holder_is_gone()
    {
        Join(Describe(1, name: "w1"));
        _context.Receive(new Terminated(Agent(1), true));

        Join(Describe(2, name: "w1"));

        _context.SentTo<Joined>(Agent(2)).ShouldHaveSingleItem();
        Listed().ShouldBe([Describe(2, name: "w1")]);
    }

    [Fact]
    public void A_node_that_asks_for_the_name_of_a_silent_one_gets_it_when_that_one_is_given_up()
    {
        Join(Describe(1, name: "w1"));
        _context.Advance(TimeSpan.FromSeconds(2.5));
        Join(Describe(2, name: "w1"));
        Join(Describe(2, name: "w1"));

        _context.Advance(TimeSpan.FromSeconds(0.5));

        _context.SentTo<Joined>(Agent(2)).ShouldHaveSingleItem();
        Listed().ShouldBe([Describe(2, name: "w1")]);
    }

    [Fact]
    public void Of_two_that_ask_for_a_name_the_first_gets_it()
    {
        Join(Describe(1, name: "w1"));
        Join(Describe(2, name: "w1"));
        Join(Describe(3, name: "w1"));

        _context.Receive(new LeaveCluster(Specs.Node(1)));
        _context.SentTo<Joined>(Agent(2)).ShouldHaveSingleItem();
        _context.SentTo<JoinRefused>(Agent(3)).ShouldHaveSingleItem();

        Listed().ShouldBe([Describe(2, name: "w1")]);
    }

    [Fact]
    public void A_node_that_went_away_while_its_name_was_undecided_is_not_taken()
    {
        Join(Describe(1, name: "w1"));
        _context.Advance(TimeSpan.FromSeconds(1));
        Join(Describe(2, name: "w1"));
        Join(Describe(3, name: "w1"));
        _context.Watched.ShouldContain(Agent(2));

        _context.Receive(new Terminated(Agent(2), true));
        _context.Receive(new LeaveCluster(Specs.Node(3)));
        _context.Receive(new Terminated(Agent(1), true));

        Listed().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_asked_for_a_taken_name_and_fell_silent_is_not_taken()
    {
        _context.Advance(TimeSpan.FromSeconds(0.9));
        Join(Describe(1, name: "w1"));
        Join(Describe(2, name: "w1"));

        _context.Advance(TimeSpan.FromSeconds(4));

        _context.Sent<Joined>().ShouldBeEmpty();
        Listed().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_joins_again_keeps_its_place()
    {
        Join(Describe(1));
        Join(Describe(2));
        _context.Receive(new WatchMembers(Watcher), Watcher);

        Join(Describe(1));

        _context.SentTo<Joined>(Agent(1)).ShouldHaveSingleItem();
        _context.SentTo<MembersChanged>(Watcher).ShouldBeEmpty("nothing is different");
        Listed().ShouldBe([Describe(1), Describe(2)]);
    }

    [Fact]
    public void A_later_incarnation_takes_the_place_of_the_one_before()
    {
        NodeDescription again = Describe(1) with { Node = Specs.Node(1) with { Incarnation = 2 } };
        var agent = new ActorRef(again.Node, 5);
        Join(Describe(1));

        _context.Receive(new JoinCluster(agent, again), agent);
        _context.SentTo<Joined>(agent).ShouldHaveSingleItem();
        _context.Receive(new Terminated(Agent(1), true));

        Listed().ShouldBe([again]);
    }

    [Fact]
    public void An_incarnation_that_was_before_is_refused()
    {
        NodeDescription again = Describe(1) with { Node = Specs.Node(1) with { Incarnation = 2 } };
        var agent = new ActorRef(again.Node, 5);
        _context.Receive(new JoinCluster(agent, again), agent);

        Join(Describe(1));

        _context.SentTo<JoinRefused>(Agent(1)).ShouldHaveSingleItem().Reason.ShouldContain($"{again.Node}");
        Listed().ShouldBe([again]);
    }

    [Fact]
    public void A_node_is_gone_when_nothing_was_heard_of_it_for_three_seconds()
    {
        Join(Describe(1));
        Join(Describe(2));
        _context.Receive(new WatchMembers(Watcher), Watcher);
        for (int second = 0; second < 2; second++)
        {
            _context.Advance(TimeSpan.FromSeconds(1));
            Renew(2);
        }

        _context.Advance(TimeSpan.FromSeconds(1));

        Told().ShouldBe([Describe(2)]);
    }

    [Fact]
    public void A_node_that_renews_stays()
    {
        Join(Describe(1));
        for (int second = 0; second < 10; second++)
        {
            _context.Advance(TimeSpan.FromSeconds(1));
            Renew(1);
            _context.Sent<JoinAgain>().ShouldBeEmpty();
        }

        Listed().ShouldBe([Describe(1)]);
    }

    [Fact]
    public void A_node_that_is_not_known_is_asked_to_join_anew()
    {
        Renew(1);

        _context.SentTo<JoinAgain>(Agent(1)).ShouldHaveSingleItem().Node.ShouldBe(Specs.Node(1));
    }

    [Fact]
    public void A_seed_node_that_was_asleep_does_not_take_all_nodes_for_gone()
    {
        Join(Describe(1));

        _context.Sleep(TimeSpan.FromSeconds(20));
        _context.Advance(TimeSpan.FromSeconds(2));
        Listed().ShouldBe([Describe(1)]);
        _context.Advance(TimeSpan.FromSeconds(1));

        Listed().ShouldBeEmpty("the node has had its time");
    }

    [Fact]
    public void The_status_says_what_each_node_does_and_who_is_silent()
    {
        Join(Describe(1));
        Join(Describe(2));
        _context.Advance(TimeSpan.FromSeconds(1));
        Renew(2, new NodeLoad(1, 2, 3, 4, 5, IsLeaving: true));
        _context.Advance(TimeSpan.FromSeconds(0.9));

        StatusReport report = Status();

        report.Seed.ShouldBe(Seed);
        report.Software.ShouldBe("1.0");
        report.Engine.ShouldBe("tcp");
        report.View.ShouldBe(View(Seed));
        report.Nodes.ShouldBe(
        [
            new NodeStatus(Describe(1), default, IsSilent: true, View(Specs.Node(1))),
            new NodeStatus(Describe(2), new NodeLoad(1, 2, 3, 4, 5, true), IsSilent: false, View(Specs.Node(2))),
        ]);
    }

    private static string View(NodeId node) => $"seen {node}";

    private static ActorRef Agent(int node) => new(Specs.Node(node), 5);

    private static NodeDescription Describe(int node, string? name = null) =>
        new(Specs.Node(node), name ?? $"w{node}", $"10.0.0.{node}:5000", 2, 1 << 30, "1.0", 0xABC);

    private void Join(NodeDescription node)
    {
        var agent = new ActorRef(node.Node, 5);
        _context.Receive(new JoinCluster(agent, node), agent);
    }

    private void Renew(int node, NodeLoad load = default) =>
        _context.Receive(new RenewMembership(Agent(node), Specs.Node(node), load), Agent(node));

    private IReadOnlyList<NodeDescription> Told() =>
        _context.SentTo<MembersChanged>(Watcher).ShouldHaveSingleItem().Nodes;

    private IEnumerable<NodeDescription> Listed() => Status().Nodes.Select(node => node.Description);

    private StatusReport Status()
    {
        _context.Receive(new AskStatus(Watcher), Watcher);
        return _context.SentTo<StatusReport>(Watcher).ShouldHaveSingleItem();
    }
}
