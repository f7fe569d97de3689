using static ActorCompute.Messages.ConnectionProtocol;
using static ActorCompute.Messages.Wire.WireMessage;

namespace ActorCompute.Messages.Wire;

/// <summary>How <see cref="ConnectionProtocol"/> travels: tags 0x01xx.</summary>
internal static class ConnectionMessages
{
    public static readonly WireMessage[] All =
    [
        OfConnections<Hello>(
            MessageTable.Hello,
            (ref writer, hello) =>
            {
                writer.WriteUInt16(hello.OldestVersion);
                writer.WriteUInt16(hello.NewestVersion);
                writer.WriteNodeId(hello.Node);
                writer.WriteByte((byte)hello.Role);
                writer.WriteName(hello.Engine);
                writer.WriteName(hello.Software);
                writer.WriteUInt64(hello.KernelsHash);
                writer.WriteActorRef(hello.Router);
                writer.WriteOptional(hello.Probe, WireValues.WriteSegment);
                writer.WriteName(hello.Carrier);
            },
            (ref reader) => new Hello(
                reader.ReadUInt16(),
                reader.ReadUInt16(),
                reader.ReadNodeId(),
                reader.Defined((ConnectionRole)reader.ReadByte()),
                reader.ReadText(),
                reader.ReadText(),
                reader.ReadUInt64(),
                reader.ReadActorRef(),
                reader.ReadOptional(WireValues.ReadSegment),
                reader.ReadText())),
        OfConnections<Welcome>(
            0x0102,
            (ref writer, welcome) =>
            {
                writer.WriteUInt16(welcome.Version);
                writer.WriteNodeId(welcome.Node);
                writer.WriteName(welcome.Engine);
                writer.WriteName(welcome.Software);
                writer.WriteUInt64(welcome.KernelsHash);
                writer.WriteActorRef(welcome.Service);
                writer.WriteBoolean(welcome.SharesMemory);
                writer.WriteInt32(welcome.Process);
                writer.WriteName(welcome.Carrier);
            },
            (ref reader) => new Welcome(
                reader.ReadUInt16(),
                reader.ReadNodeId(),
                reader.ReadText(),
                reader.ReadText(),
                reader.ReadUInt64(),
                reader.ReadActorRef(),
                reader.ReadBoolean(),
                reader.ReadInt32(),
                reader.ReadText())),
        OfConnections<Refused>(
            MessageTable.Refused,
            (ref writer, refused) =>
            {
                writer.WriteUInt16(refused.OldestVersion);
                writer.WriteUInt16(refused.NewestVersion);
                writer.WriteName(refused.Engine);
                writer.WriteName(refused.Software);
                writer.WriteSentence(refused.Reason);
            },
            (ref reader) => new Refused(
                reader.ReadUInt16(),
                reader.ReadUInt16(),
                reader.ReadText(),
                reader.ReadText(),
                reader.ReadText())),
    ];
}
