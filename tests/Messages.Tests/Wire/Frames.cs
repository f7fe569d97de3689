using System.Buffers;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>Whole frames, as a connection carries them.</summary>
internal static class Frames
{
    public static readonly Envelope Envelope = new(
        new ActorRef(new NodeId(0x1111111111111111, 1), 7),
        new ActorRef(new NodeId(0x2222222222222222, 3), 9),
        new TraceContext(0x4BF92F3577B34DA6, 0xA3CE929D0E0E4736, 0x00F067AA0BA902B7, 1));

    public static byte[] Of(object message, long payloadLength = 0)
    {
        ArrayBufferWriter<byte> writer = new();
        WireCodec.Write(writer, Envelope, message, payloadLength);
        return writer.WrittenSpan.ToArray();
    }

    public static object Read(ReadOnlySpan<byte> frame) => Read(frame, out _);

    public static object Read(ReadOnlySpan<byte> frame, out Envelope envelope)
    {
        FrameHeader header = HeaderOf(frame);
        return WireCodec.Read(header, frame[FrameHeader.Size..], out envelope);
    }

    public static FrameHeader HeaderOf(ReadOnlySpan<byte> frame)
    {
        FrameHeader.TryRead(frame, FrameLimits.Default, out FrameHeader header, out string reason)
            .ShouldBeTrue(reason);
        return header;
    }

    /// <summary>A frame with this tag and these fields.</summary>
    public static byte[] Of(ushort tag, ReadOnlySpan<byte> fields)
    {
        byte[] frame = new byte[FrameHeader.Size + fields.Length];
        new FrameHeader(ConnectionProtocol.NewestVersion, tag, fields.Length, 0).Write(frame);
        fields.CopyTo(frame.AsSpan(FrameHeader.Size));
        return frame;
    }
}
