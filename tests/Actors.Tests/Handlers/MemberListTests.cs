using ActorCompute.Actors.Membership;
using ActorCompute.Messages;
using static ActorCompute.Actors.Membership.SeedConnection;
using static ActorCompute.Messages.MembershipProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public class MemberListTests
{
    private static readonly ActorRef Seed = new(new NodeId(0x5EED, 1), 1);
    private static readonly ActorRef NextSeed = new(new NodeId(0x5EEE, 1), 1);

    private readonly List<IReadOnlyList<NodeDescription>> _lists = [];
    private readonly RecordingContext _context;

    public MemberListTests()
    {
        _context = new RecordingContext(new MemberList(_lists.Add), new ActorRef(Specs.Client, 8));
        _context.Receive(Started.Instance);
    }

    [Fact]
    public void The_list_is_asked_for_on_each_connection_to_a_seed_node()
    {
        _context.Receive(new SeedFound(Seed));
        _context.SentTo<WatchMembers>(Seed).ShouldHaveSingleItem().Watcher.ShouldBe(_context.Self);

        _context.Receive(new SeedLost());
        _context.Receive(new SeedFound(NextSeed));

        _context.SentTo<WatchMembers>(NextSeed).ShouldHaveSingleItem();
    }

    [Fact]
    public void Each_list_that_differs_from_the_one_before_is_told()
    {
        _context.Receive(new SeedFound(Seed));
        Hear(Seed);
        Hear(Seed, 1);
        Hear(Seed, 1);
        Hear(Seed, 1, 2);
        Hear(Seed, 2);

        _lists.ShouldBe([[], [Describe(1)], [Describe(1), Describe(2)], [Describe(2)]]);
    }

    [Fact]
    public void A_list_of_a_seed_node_that_was_lost_counts_no_more()
    {
        _context.Receive(new SeedFound(Seed));
        Hear(Seed, 1);
        _context.Receive(new SeedLost());
        Hear(Seed, 1, 2);
        _context.Receive(new SeedFound(NextSeed));
        Hear(Seed, 1, 2, 3);

        _lists.ShouldBe([[Describe(1)]]);
    }

    [Fact]
    public void The_list_is_asked_for_again_from_time_to_time_while_there_is_a_seed_node()
    {
        _context.Advance(TimeSpan.FromSeconds(10));
        _context.Sent<object>().ShouldBeEmpty();
        _context.Receive(new SeedFound(Seed));

        _context.Advance(TimeSpan.FromSeconds(10));

        _context.SentTo<WatchMembers>(Seed).Count.ShouldBe(2);
    }

    private static NodeDescription Describe(int node) =>
        new(Specs.Node(node), $"w{node}", $"10.0.0.{node}:5000", 2, 1 << 30, "1.0", 0xABC);

    private void Hear(ActorRef seed, params int[] nodes) =>
        _context.Receive(new MembersChanged([.. nodes.Select(Describe)]), seed);
}
