using static ActorCompute.Messages.CallProtocol;
using static ActorCompute.Messages.Wire.WireMessage;

namespace ActorCompute.Messages.Wire;

/// <summary>How <see cref="CallProtocol"/> travels: tags 0x05xx.</summary>
internal static class CallMessages
{
    public static readonly WireMessage[] All =
    [
        OfConnections<RunCalls>(
            0x0501,
            (ref writer, run) =>
            {
                writer.WriteInt64(run.Number);
                writer.WriteName(run.Method);
                writer.WriteInt32(run.Count);
            },
            (ref reader) => new RunCalls(reader.ReadInt64(), reader.ReadText(), reader.ReadCount32()),
            hasPayload: true),
        OfConnections<StopCalls>(
            0x0502,
            (ref writer, stop) => writer.WriteInt64(stop.Number),
            (ref reader) => new StopCalls(reader.ReadInt64())),
        OfConnections<CallsRan>(
            0x0503,
            (ref writer, ran) =>
            {
                writer.WriteInt64(ran.Number);
                writer.WriteInt32(ran.Count);
            },
            (ref reader) => new CallsRan(reader.ReadInt64(), reader.ReadCount32()),
            hasPayload: true),
        OfConnections<CallsFailed>(
            0x0504,
            (ref writer, failed) =>
            {
                writer.WriteInt64(failed.Number);
                writer.WriteInt32(failed.Index);
                writer.WriteSentence(failed.Type);
                writer.WriteSentence(failed.Message);
                writer.WriteSentence(failed.Stack);
            },
            (ref reader) => new CallsFailed(
                reader.ReadInt64(),
                reader.ReadCount32(),
                reader.ReadText(),
                reader.ReadText(),
                reader.ReadText())),
        OfConnections<CallsGoOn>(
            0x0505,
            (ref writer, going) => writer.WriteInt64(going.Number),
            (ref reader) => new CallsGoOn(reader.ReadInt64())),
    ];
}
