using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using ActorCompute.Arrays;
using ActorCompute.Transfer.Connections;
using ActorCompute.Transfer.Security;

namespace ActorCompute.Transfer.Tests.Security;

/// <summary>Real handshakes over loopback.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TlsTests()
    {
        ClusterCertificates.Create(_folder["c"], ["a"]);
        ClusterCertificates.Create(_folder["d"], []);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_of_one_cluster_speak_in_secret()
    {
        using var port = new Port(Identity("c/a"));
        (FrameStream dialer, FrameStream dialed) = port.Connect(Identity("c/client"));
        dialer.IsSecure.ShouldBeTrue();
        byte[] sent = Encoding.UTF8.GetBytes("The same bits.");
        dialed.Write(sent);
        byte[] received = new byte[sent.Length];
        dialer.ReadPayload(received);
        received.ShouldBe(sent);
        dialer.Dispose();
        dialed.Dispose();
    }

    [Fact]
    public async Task A_node_of_another_cluster_is_not_trusted_by_the_dialer()
    {
        using var port = new Port(Identity("d/client"));
        ComputeException refusal = await port.Refusal(Identity("c/client"));
        refusal.Kind.ShouldBe(ErrorKind.Refused);
        refusal.Message.ShouldBe(
            $"{port.Address} cannot be trusted: its certificate is not signed by this cluster's authority");
    }

    [Fact]
    public async Task A_node_under_another_name_is_not_trusted_by_the_dialer()
    {
        using var port = new Port(Identity("c/a"), host: "0.0.0.0");
        var address = new HostPort("127.0.0.2", port.Address.Port);
        ComputeException refusal = await Should.ThrowAsync<ComputeException>(
            Port.Dial(address, Port.Hello(), Identity("c/client")));
        refusal.Message.ShouldBe(
            $"{address} cannot be trusted: its certificate is for a, localhost, 127.0.0.1, ::1, "
            + "and not for the host that was dialed");
    }

    [Fact]
    public async Task A_node_whose_certificate_has_expired_is_not_trusted_by_the_dialer()
    {
        using var port = new Port(Expired());
        (await port.Refusal(Identity("c/client"))).Message.ShouldContain("its certificate is valid from ");
    }

    [Fact]
    public async Task A_dialer_whose_certificate_has_expired_is_told_so()
    {
        ClusterIdentity expired = Expired();
        using var port = new Port(Identity("c/a"));
        ComputeException refusal = await port.Refusal(expired);
        refusal.Kind.ShouldBe(ErrorKind.Refused);
        refusal.Message.ShouldContain($"it does not trust the certificate in {expired.Folder}");
        (await port.Line()).ShouldContain("its certificate is valid from ");
    }

    [Fact]
    public async Task A_stranger_without_a_certificate_or_with_a_foreign_one_is_closed()
    {
        using var bare = new Port(Identity("c/a"));
        Greet(bare, null);
        (await bare.Line()).ShouldEndWith("it shows no certificate");
        using var foreign = new Port(Identity("c/a"));
        Greet(foreign, Identity("d/client"));
        (await foreign.Line()).ShouldEndWith("its certificate is not signed by this cluster's authority");
    }

    [Fact]
    public async Task Clear_text_to_a_port_with_certificates_is_closed_with_a_hint_on_both_ends()
    {
        using var port = new Port(Identity("c/a"));
        ComputeException refusal = await port.Refusal();
        refusal.Kind.ShouldBe(ErrorKind.Refused);
        refusal.Message.ShouldEndWith("it is not a node of ActorCompute, or it demands --certificates");
        (await port.Line())
            .ShouldEndWith("it does not speak TLS, which this node demands: it needs --certificates");
    }

    [Fact]
    public async Task Certificates_to_a_port_in_the_clear_are_closed_with_a_hint_on_both_ends()
    {
        using var port = new Port();
        ComputeException refusal = await port.Refusal(Identity("c/client"));
        refusal.Kind.ShouldBe(ErrorKind.Refused);
        refusal.Message
            .ShouldEndWith("it is not a node of ActorCompute, or it was started without --certificates");
        (await port.Line()).ShouldContain("the peer speaks TLS, and this port is in the clear");
    }

    [Fact]
    public async Task Nonsense_to_a_port_with_certificates_does_no_harm()
    {
        using var port = new Port(Identity("c/a"));
        await port.KnockOften(200, seed =>
        {
            var random = new Random(seed);
            byte[] bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            // Every second one begins as a TLS handshake does, with a length that fits.
            byte[] record = [0x16, 3, 1, 0, (byte)(bytes.Length / 2)];
            if (seed % 2 == 0 && bytes.Length > record.Length) record.CopyTo(bytes, 0);
            return bytes;
        });
        (FrameStream dialer, FrameStream dialed) = port.Connect(Identity("c/client"));
        dialer.Dispose();
        dialed.Dispose();
    }

    private ClusterIdentity Identity(string folder) => ClusterIdentity.Load(_folder[folder]);

    /// <summary>Of the same authority, but a year too old; loaded by a clock that is a year late.</summary>
    private ClusterIdentity Expired()
    {
        TimeProvider clock = CertificateTests.ClockAt(days: -400);
        ClusterCertificates.Create(_folder["e"], ["old"], clock);
        ClusterIdentity expired = ClusterIdentity.Load(_folder["e/old"], clock);
        // The authority was made in the past too, and goes on to sign this year's certificates.
        ClusterCertificates.Create(_folder["e"], ["a"]);
        foreach (string name in (string[])["a", "client"])
        {
            Directory.Delete(_folder[$"c/{name}"], recursive: true);
            Directory.Move(_folder[$"e/{name}"], _folder[$"c/{name}"]);
        }

        return expired;
    }

    /// <summary>Makes a handshake with a certificate of choice, trusting anybody.</summary>
    private static void Greet(Port port, ClusterIdentity? shown)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect("127.0.0.1", port.Address.Port);
        using var tls = new SslStream(new NetworkStream(socket));
        SslClientAuthenticationOptions options =
            shown?.ClientOptions("a", _ => { }) ?? new() { TargetHost = "a" };
        options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        try
        {
            tls.AuthenticateAsClient(options);
            // In TLS 1.3 the client is done before the server has judged it.
            tls.ReadByte();
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            // As it should be; what counts is what the listener says.
        }
    }
}
