using System.Net.Sockets;
using System.Text;
using ActorCompute.Arrays;
using ActorCompute.Messages;
using ActorCompute.Messages.Wire;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Tests.Connections;

public class ListenerTests
{
    private static readonly string s_http = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    [Fact]
    public void Whoever_says_hello_is_welcomed()
    {
        using var port = new Port();
        (FrameStream dialer, FrameStream dialed) = port.Connect();
        dialer.Remote.ShouldBe(port.Address);
        dialer.IsSecure.ShouldBeFalse();
        dialer.Dispose();
        dialed.Dispose();
        port.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Http_is_closed_with_one_line()
    {
        using var port = new Port();
        port.Knock(Encoding.ASCII.GetBytes(s_http));
        port.Lines.ShouldHaveSingleItem().ShouldContain("speaks HTTP");
    }

    [Fact]
    public void A_probe_that_sends_nothing_is_not_worth_a_line()
    {
        using var port = new Port();
        port.Knock([]);
        port.Connect();
        port.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Many_strangers_make_one_line_a_second_that_counts_the_others()
    {
        var clock = new StoppedClock();
        using var port = new Port(clock: clock);
        for (int knock = 0; knock < 20; knock++) port.Knock("nonsense"u8);
        port.Lines.Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(1.5));
        port.Knock("nonsense"u8);
        port.Lines.Count.ShouldBe(2);
        port.Lines.Last().ShouldEndWith("(and 19 more before)");
    }

    [Fact]
    public async Task Those_who_say_nothing_are_closed_in_time()
    {
        var line = new TaskCompletionSource<string>();
        using Listener listener = Listener.Start(new HostPort("127.0.0.1", 0), Options() with
        {
            HelloTimeout = TimeSpan.FromMilliseconds(50),
            Log = text => line.TrySetResult(text),
        });
        using Socket silent = Connect(listener.Address);
        Port.WaitUntilClosed(silent);
        (await line.Task.WaitAsync(Port.Deadline)).ShouldEndWith("it did not say hello within 0.05 s");
    }

    [Fact]
    public async Task Those_who_say_nothing_can_occupy_only_so_many_places()
    {
        using Listener listener = Listener.Start(new HostPort("127.0.0.1", 0), Options() with
        {
            MaxPendingConnections = 2,
            HelloTimeout = Port.Deadline,
            Admit = caller => caller.Accept(Port.WelcomeOf(caller)).Dispose(),
        });
        using (Connect(listener.Address))
        using (Connect(listener.Address))
        using (Socket third = Connect(listener.Address))
        {
            Port.WaitUntilClosed(third);
        }

        // The places are free again as soon as the listener has seen the others leave.
        using var deadline = new CancellationTokenSource(Port.Deadline);
        while (!await IsWelcome(listener.Address)) deadline.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task Ten_thousand_mutated_hellos_do_no_harm()
    {
        using var port = new Port(admit: caller => caller.Refuse("not now"));
        byte[] hello = HelloFrame();
        await port.KnockOften(10_000, seed =>
        {
            var random = new Random(seed);
            byte[] bytes = seed % 4 == 0 ? new byte[random.Next(200)] : (byte[])hello.Clone();
            if (seed % 4 == 0) random.NextBytes(bytes);
            for (int change = random.Next(1, 5); change > 0 && bytes.Length > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
        });
        (await port.Refusal()).Message.ShouldContain("not now");
    }

    [Fact]
    public async Task Versions_that_do_not_overlap_are_refused_with_both_named()
    {
        using var port = new Port();
        ComputeException refusal = await port.Refusal(hello: Port.Hello(oldest: 7, newest: 9));
        refusal.Kind.ShouldBe(ErrorKind.Refused);
        refusal.Message.ShouldContain("versions 1 to 1 of the protocol are spoken here, and 7 to 9 there");
    }

    [Fact]
    public async Task A_reason_of_the_other_end_reaches_the_caller()
    {
        using var port = new Port(admit: caller => caller.Refuse("the name worker-1 is taken"));
        (await port.Refusal()).Message.ShouldEndWith("refuses the connection: the name worker-1 is taken");
    }

    [Fact]
    public async Task A_mistake_of_the_process_that_listens_ends_one_connection_only()
    {
        using var port = new Port(admit: caller => throw new KeyNotFoundException("no such session"));
        (await port.Refusal()).Kind.ShouldBe(ErrorKind.Refused);
        (await port.Refusal()).Kind.ShouldBe(ErrorKind.Refused);
        port.Lines.First().ShouldContain("no such session");
    }

    [Fact]
    public void A_port_in_use_is_one_sentence()
    {
        using var port = new Port();
        Mistake(port.Address).ShouldContain("the port is in use");
    }

    [Fact]
    public void An_address_of_another_machine_cannot_be_listened_on_in_the_clear() =>
        Mistake(new HostPort("0.0.0.0", 0)).ShouldContain("listening on 0.0.0.0:0 needs --certificates DIR");

    [Fact]
    public void A_port_can_be_taken_again_at_once()
    {
        var port = new Port();
        (FrameStream dialer, FrameStream dialed) = port.Connect();
        dialed.Dispose();
        dialer.Dispose();
        port.Dispose();
        using Listener again = Listener.Start(port.Address, Options());
        again.Address.ShouldBe(port.Address);
    }

    private static string Mistake(HostPort address) =>
        Should.Throw<ComputeException>(() => Listener.Start(address, Options())).Message;

    private static Socket Connect(HostPort address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = (int)Port.Deadline.TotalMilliseconds,
        };
        socket.Connect(address.Host, address.Port);
        return socket;
    }

    private static async Task<bool> IsWelcome(HostPort address)
    {
        try
        {
            (await Port.Dial(address, Port.Hello())).Frames.Dispose();
            return true;
        }
        catch (ComputeException)
        {
            return false;
        }
    }

    private static ListenerOptions Options() =>
        new() { Engine = "tcp", Software = "0.1.0", Admit = _ => { }, Log = _ => { } };

    private static byte[] HelloFrame()
    {
        var buffer = new FrameBuffer();
        WireCodec.Write(buffer, default, Port.Hello());
        return buffer.Written.ToArray();
    }

    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;

        public override long GetTimestamp() => _ticks;
    }
}
