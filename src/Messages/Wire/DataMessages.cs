using static ActorCompute.Messages.DataProtocol;
using static ActorCompute.Messages.Wire.WireMessage;

namespace ActorCompute.Messages.Wire;

/// <summary>How <see cref="DataProtocol"/> travels: tags 0x02xx.</summary>
internal static class DataMessages
{
    public static readonly WireMessage[] All =
    [
        OfConnections<ReadSlice>(
            0x0201,
            (ref writer, read) =>
            {
                writer.WriteInt64(read.Number);
                writer.WriteSlice(read.Slice);
            },
            (ref reader) => new ReadSlice(reader.ReadInt64(), reader.ReadSlice())),
        OfConnections<SliceData>(
            0x0202,
            (ref writer, data) => writer.WriteInt64(data.Number),
            (ref reader) => new SliceData(reader.ReadInt64()),
            hasPayload: true),
        OfConnections<SliceRefused>(
            0x0203,
            (ref writer, refused) =>
            {
                writer.WriteInt64(refused.Number);
                writer.WriteSentence(refused.Reason);
            },
            (ref reader) => new SliceRefused(reader.ReadInt64(), reader.ReadText())),
    ];
}
