using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActorCompute.Arrays;

namespace ActorCompute.Transfer.Connections;

/// <summary>An address: a host name or IP address, and a TCP port.</summary>
/// <param name="Host">A name, an IPv4 address, or an IPv6 address without brackets.</param>
/// <param name="Port">From 1 to 65535; 0 lets a listener take a free one.</param>
public sealed record HostPort(string Host, int Port)
{
    /// <summary>
    /// True for an address that only this machine can reach, as far as that is known without a look-up.
    /// </summary>
    public bool IsLoopback => IPAddress.TryParse(Host, out IPAddress? address)
        ? IPAddress.IsLoopback(address)
        : Host == "localhost";

    /// <summary>
    /// The host by which other machines may find this one, which listens here: its own name where it listens
    /// on all of its addresses.
    /// </summary>
    public string HostForOthers => Host is "0.0.0.0" or "::" ? Dns.GetHostName() : Host;

    /// <summary>
    /// Reads <c>HOST:PORT</c>, as in <c>worker-1:5000</c>, <c>127.0.0.1:0</c> or <c>[::1]:5000</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="forListening">True where port 0 is allowed.</param>
    /// <exception cref="ComputeException">
    /// It is not an address (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public static HostPort Parse(string text, bool forListening = false)
    {
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? "" : text[..colon];
        bool isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (isBracketed) host = host[1..^1];
        UriHostNameType type = Uri.CheckHostName(host);
        if (type is UriHostNameType.Unknown or UriHostNameType.Basic
            || (type == UriHostNameType.IPv6) != isBracketed)
        {
            throw Mistake(text, "write HOST:PORT, such as 127.0.0.1:5000, worker-1:5000 or [::1]:5000");
        }

        string digits = text[(colon + 1)..];
        if (!ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            throw Mistake(text, "the port has to be a number up to 65535");
        }

        if (port == 0 && !forListening) throw Mistake(text, "port 0 can be listened on, but not dialed");
        return new HostPort(host, port);
    }

    /// <summary>The address of an end of a connection.</summary>
    public static HostPort Of(IPEndPoint end) => new(
        (end.Address.IsIPv4MappedToIPv6 ? end.Address.MapToIPv4() : end.Address).ToString(), end.Port);

    /// <summary>The IP addresses of the host, in the order in which they are to be tried.</summary>
    /// <exception cref="ComputeException">
    /// The host has none (<see cref="ErrorKind.Unreachable"/>).
    /// </exception>
    public IPAddress[] Resolve()
    {
        if (IPAddress.TryParse(Host, out IPAddress? address)) return [address];
        try
        {
            IPAddress[] addresses = Dns.GetHostAddresses(Host);
            if (addresses.Length > 0) return addresses;
        }
        catch (SocketException)
        {
            // Said below.
        }

        throw new ComputeException(
            ErrorKind.Unreachable, $"the host '{Host}' of {this} cannot be found: check its name");
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private static ComputeException Mistake(string text, string advice) =>
        new(ErrorKind.InvalidArgument, $"'{text}' is not an address: {advice}");
}
