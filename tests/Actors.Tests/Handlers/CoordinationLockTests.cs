using ActorCompute.Actors.Coordination;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.CoordinationProtocol;
using static ActorCompute.Messages.LockProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public sealed class CoordinationLockTests
{
    private static readonly ActorRef Alice = new(Specs.Client, 11);
    private static readonly ActorRef Bob = new(Specs.Client, 12);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly RecordingContext _context = new(new LockKeeper(), new ActorRef(Specs.Client, 10));

    [Fact]
    public void A_free_lock_is_granted_at_once()
    {
        Ask(Alice, 1);

        Acquired(Alice).ShouldBe([1]);
    }

    [Fact]
    public void A_lock_is_granted_in_the_order_of_asking()
    {
        Ask(Alice, 1);
        Ask(Bob, 1);
        Ask(Alice, 2);
        Ask(Bob, 2);

        var order = new List<Ticket>();
        foreach (Ticket holder in (Ticket[])[new(Alice, 1), new(Bob, 1), new(Alice, 2)])
        {
            Release(holder);
            order.Add(_context.Sent<Acquired>().ShouldHaveSingleItem().Ticket);
        }

        order.ShouldBe([new(Bob, 1), new(Alice, 2), new(Bob, 2)]);
    }

    [Fact]
    public void Each_grant_has_a_greater_fencing_token()
    {
        var tokens = new List<long>();
        for (int number = 1; number <= 3; number++)
        {
            Ask(Alice, number);
            tokens.Add(_context.Sent<Acquired>().ShouldHaveSingleItem().FencingToken);
            Release(new Ticket(Alice, number));
        }

        tokens.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Whoever_does_not_hold_the_lock_cannot_release_it()
    {
        Ask(Alice, 1);

        Release(new Ticket(Bob, 1));

        Refusals(Bob).ShouldBe([ErrorKind.NotHeld]);
        Ask(Bob, 2, TimeSpan.Zero);
        Refusals(Bob).ShouldBe([ErrorKind.Timeout]);
    }

    [Fact]
    public void The_lock_of_a_caller_that_is_gone_goes_to_the_next()
    {
        Ask(Alice, 1);
        _context.Watched.ShouldBe([Alice]);
        Ask(Alice, 2);
        Ask(Bob, 1);

        _context.Receive(new Terminated(Alice, ProcessDied: true));

        Acquired(Alice).ShouldBeEmpty();
        Acquired(Bob).ShouldBe([1]);
    }

    [Fact]
    public void A_caller_is_watched_once()
    {
        for (int number = 1; number <= 3; number++) Ask(Alice, number);

        _context.Watched.ShouldBe([Alice]);
    }

    [Fact]
    public void A_wait_ends_when_its_time_has_passed_and_is_not_granted_later()
    {
        Ask(Alice, 1);
        Ask(Bob, 1, Second);

        _context.Advance(Second);
        Refusals(Bob).ShouldBe([ErrorKind.Timeout]);

        Release(new Ticket(Alice, 1));
        _context.Sent<Acquired>().ShouldBeEmpty();
    }

    [Fact]
    public void Each_wait_ends_at_its_own_time()
    {
        Ask(Alice, 1);
        Ask(Bob, 3, 3 * Second);
        Ask(Bob, 1, 1 * Second);
        Ask(Bob, 2, 2 * Second);

        for (int number = 1; number <= 3; number++)
        {
            _context.Advance(Second / 2);
            _context.Sent<Refused>().ShouldBeEmpty();
            _context.Advance(Second / 2);
            _context.Sent<Refused>().ShouldHaveSingleItem().Ticket.Number.ShouldBe(number);
        }
    }

    [Fact]
    public void A_wait_that_was_withdrawn_is_refused_and_not_granted_later()
    {
        Ask(Alice, 1);
        Ask(Bob, 1);

        _context.Receive(new Withdraw(new Ticket(Bob, 1)), Bob);
        Refusals(Bob).ShouldBe([ErrorKind.Cancelled]);

        Release(new Ticket(Alice, 1));
        _context.Sent<Acquired>().ShouldBeEmpty();
    }

    [Fact]
    public void A_withdrawal_that_comes_after_the_grant_changes_nothing()
    {
        Ask(Alice, 1);

        _context.Receive(new Withdraw(new Ticket(Alice, 1)), Alice);

        _context.Sent<object>().ShouldBeEmpty();
        Release(new Ticket(Alice, 1));
        _context.Sent<Done>().ShouldHaveSingleItem();
    }

    [Fact]
    public void A_closed_lock_refuses_who_waits_and_who_comes_later()
    {
        Ask(Alice, 1);
        Ask(Bob, 1);

        _context.Receive(new Close(new Ticket(Alice, 2)), Alice);
        Refusals(Bob).ShouldBe([ErrorKind.Closed]);
        _context.SentTo<Done>(Alice).ShouldHaveSingleItem();

        Ask(Bob, 2);
        Refusals(Bob).ShouldBe([ErrorKind.Closed]);
    }

    private void Ask(ActorRef caller, long number, TimeSpan? timeout = null) =>
        _context.Receive(new Acquire(new Ticket(caller, number), timeout), caller);

    private void Release(Ticket holder) =>
        _context.Receive(new Release(new Ticket(holder.Caller, 1000 + holder.Number), holder), holder.Caller);

    private IEnumerable<long> Acquired(ActorRef caller) =>
        _context.SentTo<Acquired>(caller).Select(acquired => acquired.Ticket.Number);

    private IEnumerable<ErrorKind> Refusals(ActorRef caller) =>
        _context.SentTo<Refused>(caller).Select(refused => refused.Kind);
}
