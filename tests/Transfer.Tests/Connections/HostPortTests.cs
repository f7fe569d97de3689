using ActorCompute.Arrays;
using ActorCompute.Transfer.Connections;

namespace ActorCompute.Transfer.Tests.Connections;

public class HostPortTests
{
    [Theory]
    [InlineData("127.0.0.1:5000", "127.0.0.1", 5000)]
    [InlineData("worker-1:1", "worker-1", 1)]
    [InlineData("a_b.example:65535", "a_b.example", 65535)]
    [InlineData("[::1]:80", "::1", 80)]
    public void An_address_is_read_and_written(string text, string host, int port)
    {
        HostPort address = HostPort.Parse(text);
        address.ShouldBe(new HostPort(host, port));
        address.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5000")]
    [InlineData(":5000")]
    [InlineData("host")]
    [InlineData("host:")]
    [InlineData("host:-1")]
    [InlineData("host:65536")]
    [InlineData("host:0")]
    [InlineData("::1:80")]
    [InlineData("[host]:80")]
    [InlineData("http://host:80")]
    [InlineData("a b:80")]
    public void What_is_no_address_is_one_sentence(string text)
    {
        ComputeException mistake = Should.Throw<ComputeException>(() => HostPort.Parse(text));
        mistake.Kind.ShouldBe(ErrorKind.InvalidArgument);
        mistake.Message.ShouldStartWith($"'{text}' is not an address: ");
    }

    [Fact]
    public void Port_0_can_be_listened_on() =>
        HostPort.Parse("localhost:0", forListening: true).Port.ShouldBe(0);

    [Fact]
    public void A_host_that_is_not_found_is_one_sentence() =>
        Should.Throw<ComputeException>(() => new HostPort("no-such-host.invalid", 80).Resolve())
            .Message.ShouldStartWith("the host 'no-such-host.invalid'");
}
