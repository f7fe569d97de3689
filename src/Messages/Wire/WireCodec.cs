using System.Buffers;
using ActorCompute.Arrays;

namespace ActorCompute.Messages.Wire;

/// <summary>
/// Messages as frames of bytes, and back: a message has one form only, that of the version
/// <see cref="ConnectionProtocol.NewestVersion"/>. Pure and thread safe.
/// </summary>
public static class WireCodec
{
    /// <summary>Tells whether messages of this type travel, and under which tag.</summary>
    /// <remarks>
    /// An assignment has a tag, and still does not travel where its job has code of the program:
    /// <see cref="Write"/> says so.
    /// </remarks>
    public static bool TryTagOf(object message, out ushort tag)
    {
        WireMessage? kind = MessageTable.Find(message.GetType());
        tag = kind?.Tag ?? 0;
        return kind is not null;
    }

    /// <summary>
    /// Writes a frame up to its payload, which the caller sends after it. Nothing is written where it throws.
    /// </summary>
    /// <param name="writer">What takes the bytes.</param>
    /// <param name="envelope">For a message between actors; not looked at for others.</param>
    /// <param name="message">The message.</param>
    /// <param name="payloadLength">The bytes of the payload; for messages that have one.</param>
    /// <exception cref="ComputeException">
    /// The message does not travel: its type has no tag or holds a function over items
    /// (<see cref="ErrorKind.UnsupportedType"/>), its expression has a kernel of the program's own
    /// (<see cref="ErrorKind.InvalidExpression"/>), or a name or the whole is too long
    /// (<see cref="ErrorKind.InvalidArgument"/>).
    /// </exception>
    public static void Write(
        IBufferWriter<byte> writer, in Envelope envelope, object message, long payloadLength = 0)
    {
        WireMessage kind = MessageTable.Find(message.GetType()) ?? throw new ComputeException(
            ErrorKind.UnsupportedType, $"{message.GetType().Name} is a message within a process only");
        ArgumentOutOfRangeException.ThrowIfNegative(payloadLength);
        if (!kind.HasPayload) ArgumentOutOfRangeException.ThrowIfNotEqual(payloadLength, 0);
        WireWriter fields = new();
        try
        {
            if (kind.HasEnvelope) fields.WriteEnvelope(envelope);
            kind.Write(ref fields, message);
            WriteFrame(writer, kind, fields.Written, payloadLength);
        }
        finally
        {
            fields.Dispose();
        }
    }

    /// <summary>
    /// Reads the message of a frame. One of a later version that may be skipped gives an
    /// <see cref="IgnorableMessage"/>, whose fields are not looked at.
    /// </summary>
    /// <param name="frame">The frame's header.</param>
    /// <param name="header">The message's fields, <see cref="FrameHeader.HeaderLength"/> bytes.</param>
    /// <param name="envelope">The envelope of a message between actors; default for others.</param>
    /// <exception cref="WireException">
    /// The bytes are not a message. Nothing has been allocated that they could not fill.
    /// </exception>
    public static object Read(in FrameHeader frame, ReadOnlySpan<byte> header, out Envelope envelope)
    {
        envelope = default;
        WireMessage? kind = MessageTable.Find(frame.Tag);
        if (kind is null)
        {
            return frame.Tag >= IgnorableMessage.FirstTag
                ? new IgnorableMessage(frame.Tag)
                : throw new WireException($"a frame has the unknown tag 0x{frame.Tag:X4}");
        }

        WireReader reader = new(header, kind.Type.Name);
        if (frame.PayloadLength > 0 && !kind.HasPayload) throw reader.Malformed("it has no payload");
        try
        {
            if (kind.HasEnvelope) envelope = reader.ReadEnvelope();
            object message = kind.Read(ref reader);
            reader.End();
            return message;
        }
        catch (ComputeException refusal)
        {
            // A shape or an expression breaks a rule that these types keep by themselves.
            throw reader.Malformed(refusal.Message);
        }
    }

    private static void WriteFrame(
        IBufferWriter<byte> writer, WireMessage kind, ReadOnlySpan<byte> fields, long payloadLength)
    {
        if (fields.Length > FrameLimits.Default.MaxHeaderBytes)
        {
            throw new ComputeException(
                ErrorKind.InvalidArgument,
                $"{kind.Type.Name} takes {fields.Length} bytes, over the "
                + $"{FrameLimits.Default.MaxHeaderBytes} that a message between processes may have: "
                + "compute a part of the expression first");
        }

        FrameHeader header = new(ConnectionProtocol.NewestVersion, kind.Tag, fields.Length, payloadLength);
        Span<byte> frame = writer.GetSpan(FrameHeader.Size + fields.Length);
        header.Write(frame);
        fields.CopyTo(frame[FrameHeader.Size..]);
        writer.Advance(FrameHeader.Size + fields.Length);
    }
}
