using ActorCompute.Actors.Membership;
using ActorCompute.Messages;
using static ActorCompute.Actors.Membership.SeedConnection;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public class MembershipAgentTests
{
    private static readonly ActorRef Membership = new(new NodeId(0x5EED, 1), 1);
    private static readonly NodeDescription Node =
        new(Specs.Node(1), "w1", "10.0.0.1:5000", 2, 1 << 30, "1.0", 0xABC);

    private readonly RecordingContext _context;
    private readonly List<string> _observed = [];
    private NodeLoad _load;

    public MembershipAgentTests()
    {
        _context = new RecordingContext(
            new MembershipAgent(new MembershipAgentOptions
            {
                Node = Node,
                Load = () => _load,
                OnJoined = () => _observed.Add("joined"),
                OnRefused = _observed.Add,
            }),
            new ActorRef(Node.Node, 5));
        _context.Receive(Started.Instance);
    }

    [Fact]
    public void A_node_joins_as_soon_as_there_is_a_seed_node()
    {
        _context.Advance(TimeSpan.FromSeconds(5));
        _context.Sent<object>().ShouldBeEmpty();

        _context.Receive(new SeedFound(Membership));
        _context.SentTo<JoinCluster>(Membership).ShouldHaveSingleItem()
            .ShouldBe(new JoinCluster(_context.Self, Node));
        _context.Receive(new Joined(Node.Node), Membership);

        _observed.ShouldBe(["joined"]);
    }

    [Fact]
    public void A_node_in_the_list_says_every_second_what_it_does()
    {
        JoinSeed();
        _load = new NodeLoad(1, 1, 10, 100, 1000, false);

        _context.Advance(TimeSpan.FromSeconds(3));

        _context.SentTo<RenewMembership>(Membership).Count.ShouldBe(3);
        _context.Sent<RenewMembership>()[0].ShouldBe(new RenewMembership(_context.Self, Node.Node, _load));
    }

    [Fact]
    public void A_node_that_a_restarted_seed_node_does_not_know_joins_anew()
    {
        JoinSeed();

        _context.Receive(new JoinAgain(Node.Node), Membership);
        _context.SentTo<JoinCluster>(Membership).ShouldHaveSingleItem();
        _context.Receive(new Joined(Node.Node), Membership);

        _observed.ShouldBe(["joined", "joined"]);
    }

    [Fact]
    public void Nothing_is_sent_while_the_seed_node_is_away_and_the_next_one_is_joined()
    {
        ActorRef next = Membership with { Node = new NodeId(0x5EEE, 1) };
        JoinSeed();

        _context.Receive(new SeedLost());
        _context.Advance(TimeSpan.FromSeconds(5));
        _context.Sent<object>().ShouldBeEmpty();
        _context.Receive(new SeedFound(next));

        _context.SentTo<JoinCluster>(next).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_node_that_is_not_answered_asks_again()
    {
        _context.Receive(new SeedFound(Membership));

        _context.Advance(TimeSpan.FromSeconds(2));

        _context.SentTo<JoinCluster>(Membership).Count.ShouldBe(2);
        _context.Sent<RenewMembership>().ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_is_told_and_nothing_more_is_tried()
    {
        _context.Receive(new SeedFound(Membership));
        _context.Receive(new JoinRefused(Node.Node, "the name is taken"), Membership);

        _context.Advance(TimeSpan.FromSeconds(3));

        _observed.ShouldBe(["the name is taken"]);
        _context.Sent<object>().ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_leaves_says_so_and_is_not_brought_back()
    {
        JoinSeed();

        _context.Receive(new Leave());
        _context.SentTo<LeaveCluster>(Membership).ShouldHaveSingleItem().Node.ShouldBe(Node.Node);
        _context.Receive(new JoinAgain(Node.Node), Membership);
        _context.Sent<object>().ShouldBeEmpty();
        _context.Receive(new SeedFound(Membership));
        _context.Sent<object>().ShouldBeEmpty();
        _context.Advance(TimeSpan.FromSeconds(3));

        _context.Sent<object>().ShouldBeEmpty();
    }

    private void JoinSeed()
    {
        _context.Receive(new SeedFound(Membership));
        _context.Receive(new Joined(Node.Node), Membership);
    }
}
