using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Akka.Actor;

namespace ActorCompute.Engines.Akka.Remoting;

/// <summary>
/// Where a node is in Akka.NET, and which process of those that have been there: what others are told.
/// </summary>
/// <param name="Address">The address.</param>
/// <param name="Uid">Akka.Remote's number for the ActorSystem.</param>
internal sealed record NodeAddress(Address Address, int Uid)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NodeAddress? parsed)
    {
        parsed = null;
        int mark = text.LastIndexOf('#');
        if (mark < 0 || !Address.TryParse(text[..mark], out Address? address)) return false;
        ReadOnlySpan<char> digits = text.AsSpan(mark + 1);
        bool isNumber = int.TryParse(
            digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int uid);
        if (isNumber) parsed = new NodeAddress(address, uid);
        return isNumber;
    }

    /// <summary>As in <c>akka.actorcompute://actorcompute@10.0.0.1:7100#12345</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Address}#{Uid}");
}
