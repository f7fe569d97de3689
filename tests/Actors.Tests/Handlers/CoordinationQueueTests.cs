using ActorCompute.Actors.Coordination;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using static ActorCompute.Messages.CoordinationProtocol;
using static ActorCompute.Messages.QueueProtocol;

namespace ActorCompute.Actors.Tests.Handlers;

public sealed class CoordinationQueueTests
{
    private static readonly ActorRef Producer = new(Specs.Client, 11);
    private static readonly ActorRef Consumer = new(Specs.Client, 12);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly RecordingContext _context =
        new(new QueueKeeper(capacity: 2), new ActorRef(Specs.Client, 10));
    private long _lastNumber;

    [Fact]
    public void Items_come_out_in_the_order_in_which_they_were_put()
    {
        Put("a");
        Put("b");

        GetNow().ShouldBe("a");
        GetNow().ShouldBe("b");
    }

    [Fact]
    public void A_full_queue_makes_producers_wait_and_takes_their_items_in_order()
    {
        foreach (string item in (string[])["a", "b"]) Put(item);
        Ticket third = Put("c");
        _context.Sent<object>().ShouldBeEmpty();
        Put("d");
        Count().ShouldBe(2);

        GetNow().ShouldBe("a");
        _context.SentTo<Done>(Producer).ShouldHaveSingleItem().Ticket.ShouldBe(third);
        Count().ShouldBe(2);
        foreach (string item in (string[])["b", "c", "d"]) GetNow().ShouldBe(item);
    }

    [Fact]
    public void Waiting_consumers_are_served_in_the_order_of_asking()
    {
        Ticket first = Get();
        Ticket second = Get();

        Put("a");
        _context.SentTo<Got>(Consumer).ShouldBe([new Got(first, "a")]);
        Put("b");
        _context.SentTo<Got>(Consumer).ShouldBe([new Got(second, "b")]);
    }

    [Fact]
    public void Null_is_an_item_like_any_other()
    {
        Put(null);

        GetNow().ShouldBeNull();
    }

    [Fact]
    public void A_consumer_that_has_gone_gets_no_item()
    {
        Ticket withdrawn = Get();
        Ticket late = Get(Second);
        Ticket stays = Get();
        _context.Receive(new Withdraw(withdrawn), Consumer);
        _context.Sent<Refused>().ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Cancelled);
        _context.Advance(Second);
        Refused refused = _context.Sent<Refused>().ShouldHaveSingleItem();
        refused.Ticket.ShouldBe(late);
        refused.Kind.ShouldBe(ErrorKind.Timeout);
        refused.Message.ShouldBe("no item came into the queue within 1 s: wait longer, or see who is slow");

        Put("a");

        _context.Sent<Got>().ShouldBe([new Got(stays, "a")]);
    }

    [Fact]
    public void The_item_of_a_producer_that_has_gone_is_not_put()
    {
        foreach (string item in (string[])["a", "b"]) Put(item);
        Put("late", Second);
        Ticket withdrawn = Put("withdrawn");
        Put("c");
        _context.Receive(new Withdraw(withdrawn), Producer);
        _context.Advance(Second);

        foreach (string item in (string[])["a", "b", "c"]) GetNow().ShouldBe(item);
        Count().ShouldBe(0);
    }

    [Fact]
    public void Neither_side_waits_with_a_timeout_of_zero()
    {
        Get(TimeSpan.Zero);
        _context.SentTo<Refused>(Consumer).ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Timeout);

        foreach (string item in (string[])["a", "b"]) Put(item);
        Put("c", TimeSpan.Zero);
        _context.SentTo<Refused>(Producer).ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Timeout);
    }

    [Fact]
    public void Nothing_is_delivered_to_a_process_that_died()
    {
        Get();
        _context.Watched.ShouldBe([Consumer]);
        _context.Receive(new Terminated(Consumer, ProcessDied: true));

        Put("a");

        _context.Sent<Got>().ShouldBeEmpty();
        Count().ShouldBe(1);
    }

    [Fact]
    public void A_closed_queue_refuses_producers_and_gives_out_what_is_left()
    {
        foreach (string item in (string[])["a", "b", "waits"]) Put(item);

        Close();
        _context.SentTo<Refused>(Producer).ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Closed);
        Put("late");
        _context.SentTo<Refused>(Producer).ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Closed);

        foreach (string item in (string[])["a", "b"]) GetNow().ShouldBe(item);
        Get();
        _context.SentTo<Refused>(Consumer).ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Closed);
    }

    [Fact]
    public void Consumers_that_wait_hear_that_the_queue_is_closed()
    {
        Ticket[] waiting = [Get(), Get()];

        Close();

        _context.SentTo<Refused>(Consumer).Select(refused => refused.Ticket).ShouldBe(waiting);
        _context.Sent<Done>().ShouldHaveSingleItem();
    }

    private Ticket Put(object? item, TimeSpan? timeout = null)
    {
        var ticket = new Ticket(Producer, ++_lastNumber);
        _context.Receive(new Put(ticket, item, timeout), Producer);
        return ticket;
    }

    private Ticket Get(TimeSpan? timeout = null)
    {
        var ticket = new Ticket(Consumer, ++_lastNumber);
        _context.Receive(new Get(ticket, timeout), Consumer);
        return ticket;
    }

    private object? GetNow()
    {
        Ticket ticket = Get();
        Got got = _context.SentTo<Got>(Consumer).ShouldHaveSingleItem();
        got.Ticket.ShouldBe(ticket);
        return got.Item;
    }

    private int Count()
    {
        _context.Receive(new CountItems(new Ticket(Consumer, ++_lastNumber)), Consumer);
        return _context.Sent<Counted>().ShouldHaveSingleItem().Count;
    }

    private void Close() => _context.Receive(new Close(new Ticket(Producer, ++_lastNumber)), Producer);
}
