using static ActorCompute.Messages.CarrierProtocol;
using static ActorCompute.Messages.Wire.WireMessage;

namespace ActorCompute.Messages.Wire;

/// <summary>How <see cref="CarrierProtocol"/> travels: tags 0x06xx.</summary>
internal static class CarrierMessages
{
    public static readonly WireMessage[] All =
    [
        OfConnections<Packet>(
            0x0601, (ref _, _) => { }, (ref _) => new Packet(), hasPayload: true),
    ];
}
