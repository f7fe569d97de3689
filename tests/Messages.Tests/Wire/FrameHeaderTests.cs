using System.Text;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>Who speaks nonsense is told so before a byte is allocated for it.</summary>
public class FrameHeaderTests
{
    private static readonly FrameHeader s_header = new(1, 0x0202, 8, 1L << 20);

    [Fact]
    public void A_header_is_read_as_it_was_written()
    {
        byte[] bytes = new byte[FrameHeader.Size];
        s_header.Write(bytes);
        Frames.HeaderOf(bytes).ShouldBe(s_header);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("POST /jobs HTTP/1.1\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public void A_browser_is_told_that_it_speaks_HTTP(string request) =>
        ReasonFor(Encoding.ASCII.GetBytes(request)).ShouldBe(
            "the peer speaks HTTP, and this port does not: use the actorcompute command");

    [Fact]
    public void The_first_four_bytes_are_enough_to_know_another_protocol() =>
        ReasonFor("GET "u8.ToArray()).ShouldContain("HTTP");

    [Fact]
    public void A_peer_that_begins_with_TLS_is_told_what_to_do() =>
        ReasonFor([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]).ShouldContain("the peer speaks TLS");

    [Fact]
    public void Other_bytes_are_shown() =>
        ReasonFor("hello, node"u8.ToArray()).ShouldEndWith("its first bytes are 68656C6C");

    [Fact]
    public void A_header_cut_off_is_told_with_its_length() =>
        ReasonFor(Bytes(s_header)[..19]).ShouldBe("the frame header ends after 19 of its 20 bytes");

    [Fact]
    public void Nothing_at_all_is_refused() => ReasonFor([]).ShouldContain("0 of its 20 bytes");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_version_that_is_not_spoken_is_refused(int version) =>
        ReasonFor(Bytes(s_header with { Version = (ushort)version }))
            .ShouldBe($"the frame is of version {version} of the protocol, and versions 1 to 1 are spoken "
                + "here");

    [Theory]
    [InlineData(typeof(ConnectionProtocol.Hello))]
    [InlineData(typeof(ConnectionProtocol.Refused))]
    public void What_is_said_before_versions_are_known_is_read_in_any(Type message)
    {
        ushort tag = MessageTable.Find(message)!.Tag;
        byte[] bytes = Bytes(new FrameHeader(9, tag, 8, 0));
        FrameHeader.TryRead(bytes, FrameLimits.Default, out _, out string reason).ShouldBeTrue(reason);
    }

    [Fact]
    public void Lengths_over_the_limits_are_refused()
    {
        FrameLimits limits = new(1000, 2000);
        ReasonFor(Bytes(s_header with { HeaderLength = 1001, PayloadLength = 0 }), limits)
            .ShouldBe("the frame claims a header of 1001 bytes, over the limit of 1000");
        ReasonFor(Bytes(s_header with { PayloadLength = 2001 }), limits)
            .ShouldBe("the frame claims a payload of 2001 bytes, over the limit of 2000");
    }

    [Fact]
    public void Lengths_beyond_the_signed_range_are_refused()
    {
        ReasonFor(Bytes(s_header with { HeaderLength = -1 })).ShouldContain("a header of 4294967295 bytes");
        ReasonFor(Bytes(s_header with { PayloadLength = -1 }))
            .ShouldContain("a payload of 18446744073709551615 bytes");
    }

    private static byte[] Bytes(FrameHeader header)
    {
        byte[] bytes = new byte[FrameHeader.Size];
        header.Write(bytes);
        return bytes;
    }

    private static string ReasonFor(byte[] bytes) => ReasonFor(bytes, FrameLimits.Default);

    private static string ReasonFor(byte[] bytes, FrameLimits limits)
    {
        FrameHeader.TryRead(bytes, limits, out FrameHeader header, out string reason).ShouldBeFalse();
        header.ShouldBe(default);
        return reason;
    }
}
