using System.Net;
using System.Net.Sockets;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Tests.Connections;

public class ConnectionTests
{
    private static readonly Envelope s_envelope = new(
        new ActorRef(new NodeId(2, 1), 3), new ActorRef(new NodeId(1, 1), 4), new TraceContext(1, 2, 3, 1));

    [Fact]
    public async Task Messages_of_many_threads_all_arrive_and_those_of_one_thread_in_order()
    {
        using var port = new Port();
        (FrameStream dialer, FrameStream dialed) = port.Connect();
        using var sender = new Connection(dialer);
        using var receiver = new Connection(dialed);
        const int Threads = 4;
        const int Each = 5_000;
        long[] last = new long[Threads];
        int left = Threads * Each;
        var all = new TaskCompletionSource();
        receiver.Start(
            (envelope, message) =>
            {
                envelope.ShouldBe(s_envelope);
                ulong id = ((MembershipProtocol.JoinAgain)message).Node.Id;
                uint order = ((MembershipProtocol.JoinAgain)message).Node.Incarnation;
                if (order != ++last[id]) all.TrySetException(new InvalidOperationException("out of order"));
                if (--left == 0) all.TrySetResult();
            },
            _ => all.TrySetCanceled());
        Parallel.For(0, Threads, thread =>
        {
            for (uint order = 1; order <= Each; order++)
            {
                sender.Send(s_envelope, Message((ulong)thread, order));
            }
        });
        await all.Task.WaitAsync(Port.Deadline);
    }

    [Fact]
    public async Task A_closed_connection_is_told_to_both_ends_once()
    {
        using var port = new Port();
        (FrameStream dialer, FrameStream dialed) = port.Connect();
        using var here = new Connection(dialer);
        using var there = new Connection(dialed);
        var hereClosed = new TaskCompletionSource<string>();
        var thereClosed = new TaskCompletionSource<string>();
        here.Start((_, _) => { }, hereClosed.SetResult);
        there.Start((_, _) => { }, thereClosed.SetResult);
        here.Dispose();
        here.Dispose();
        (await hereClosed.Task.WaitAsync(Port.Deadline)).ShouldBe("this process closed the connection");
        (await thereClosed.Task.WaitAsync(Port.Deadline)).ShouldBe("the other end closed the connection");
        here.Send(s_envelope, Message(1, 1));
    }

    [Fact]
    public async Task One_that_does_not_read_is_closed_and_never_waited_for()
    {
        using var port = new Port();
        (FrameStream dialer, FrameStream dialed) = port.Connect();
        using FrameStream neverRead = dialed;
        using var connection = new Connection(dialer);
        var closed = new TaskCompletionSource<string>();
        connection.Start((_, _) => { }, closed.SetResult);
        var large = new MembershipProtocol.JoinRefused(new NodeId(1, 1), new string('x', 60_000));

        // A full outbox may wait twice: behind the bytes that are being written, and as these.
        int most = 3 * Outbox.MaxWaitingBytes / 60_000;
        for (int sent = 0; sent < most && !closed.Task.IsCompleted; sent++)
        {
            connection.Send(s_envelope, large);
        }

        (await closed.Task.WaitAsync(Port.Deadline))
            .ShouldBe("the other end does not read what is sent to it");
    }

    [Fact]
    public async Task A_message_that_breaks_its_handler_ends_the_connection_only()
    {
        using var port = new Port();
        (FrameStream dialer, FrameStream dialed) = port.Connect();
        using var sender = new Connection(dialer);
        using var receiver = new Connection(dialed);
        var closed = new TaskCompletionSource<string>();
        receiver.Start((_, _) => throw new KeyNotFoundException("no actor 3"), closed.SetResult);
        sender.Send(s_envelope, Message(1, 1));
        (await closed.Task.WaitAsync(Port.Deadline)).ShouldBe("a message could not be handled: no actor 3");
    }

    [Fact]
    public async Task Nonsense_after_the_hello_ends_the_connection_with_a_reason()
    {
        using var port = new Port();
        (FrameStream dialer, FrameStream dialed) = port.Connect();
        using var receiver = new Connection(dialed);
        var closed = new TaskCompletionSource<string>();
        receiver.Start((_, _) => { }, closed.SetResult);
        dialer.Write("this is not a frame at all"u8);
        (await closed.Task.WaitAsync(Port.Deadline)).ShouldContain("does not speak ActorCompute's protocol");
    }

    [Fact]
    public async Task Where_nothing_listens_the_hint_says_what_to_do()
    {
        HostPort address;
        using (var port = new Port()) address = port.Address;
        ComputeException failure =
            await Should.ThrowAsync<ComputeException>(Port.Dial(address, Port.Hello()));
        failure.Kind.ShouldBe(ErrorKind.Unreachable);
        failure.Message.ShouldBe($"nothing listens on {address}: start a seed node there");
        failure.Kind.IsBadInput().ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_never_answers_a_hello_is_given_up()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen();
        var address = HostPort.Of((IPEndPoint)silent.LocalEndPoint!);
        var options = new DialOptions { Timeout = TimeSpan.FromMilliseconds(50) };
        ComputeException failure = await Should.ThrowAsync<ComputeException>(
            Dialer.ConnectAsync(address, Port.Hello(), options).WaitAsync(Port.Deadline));
        failure.Kind.ShouldBe(ErrorKind.Unreachable);
        failure.Message.ShouldStartWith($"{address} did not answer within 0.05 s");
    }

    [Fact]
    public async Task Dialing_can_be_cancelled()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen();
        var address = HostPort.Of((IPEndPoint)silent.LocalEndPoint!);
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var options = new DialOptions { Timeout = Port.Deadline };
        await Should.ThrowAsync<OperationCanceledException>(
            Dialer.ConnectAsync(address, Port.Hello(), options, cancellation.Token).WaitAsync(Port.Deadline));
    }

    [Fact]
    public async Task Another_machine_is_not_dialed_in_the_clear() =>
        (await Should.ThrowAsync<ComputeException>(Port.Dial(new HostPort("192.0.2.1", 80), Port.Hello())))
            .Message.ShouldStartWith("connecting to 192.0.2.1:80 needs --certificates DIR");

    private static MembershipProtocol.JoinAgain Message(ulong id, uint incarnation) =>
        new(new NodeId(id, incarnation));
}
