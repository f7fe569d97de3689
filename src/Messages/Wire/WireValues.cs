using ActorCompute.Arrays;

namespace ActorCompute.Messages.Wire;

/// <summary>How the values that many messages hold travel: a writer and a reader each.</summary>
internal static class WireValues
{
    /// <summary>The bytes of an <see cref="ActorRef"/>.</summary>
    public const int ActorRefBytes = 16;

    private const int SliceBytes = 36;

    public static void WriteNodeId(this ref WireWriter writer, NodeId node)
    {
        writer.WriteUInt64(node.Id);
        writer.WriteUInt32(node.Incarnation);
    }

    public static NodeId ReadNodeId(this ref WireReader reader) =>
        new(reader.ReadUInt64(), reader.ReadUInt32());

    public static void WriteActorRef(this ref WireWriter writer, ActorRef actor)
    {
        writer.WriteNodeId(actor.Node);
        writer.WriteInt32(actor.Number);
    }

    public static ActorRef ReadActorRef(this ref WireReader reader) =>
        new(reader.ReadNodeId(), reader.ReadCount32());

    public static void WriteJobId(this ref WireWriter writer, JobId job)
    {
        writer.WriteUInt64(job.Client);
        writer.WriteInt64(job.Number);
    }

    public static JobId ReadJobId(this ref WireReader reader) => new(reader.ReadUInt64(), reader.ReadInt64());

    public static void WriteAttempt(this ref WireWriter writer, AttemptId attempt)
    {
        writer.WriteJobId(attempt.Job);
        writer.WriteInt64(attempt.Chunk);
        writer.WriteInt32(attempt.Number);
    }

    public static AttemptId ReadAttempt(this ref WireReader reader) =>
        new(reader.ReadJobId(), reader.ReadCount64(), reader.ReadInt32());

    public static void WriteArrayId(this ref WireWriter writer, ArrayId array)
    {
        writer.WriteNodeId(array.Node);
        writer.WriteInt64(array.Number);
    }

    public static ArrayId ReadArrayId(this ref WireReader reader) =>
        new(reader.ReadNodeId(), reader.ReadInt64());

    public static void WriteSlice(this ref WireWriter writer, SliceRef slice)
    {
        writer.WriteArrayId(slice.Array);
        writer.WriteInt64(slice.Start);
        writer.WriteInt64(slice.Count);
    }

    public static SliceRef ReadSlice(this ref WireReader reader)
    {
        SliceRef slice = new(reader.ReadArrayId(), reader.ReadCount64(), reader.ReadCount64());
        return slice.Count <= long.MaxValue - slice.Start
            ? slice
            : throw reader.Malformed($"a slice of {slice.Count} elements cannot start at {slice.Start}");
    }

    public static void WriteOptionalSlices(this ref WireWriter writer, IReadOnlyList<SliceRef>? slices)
    {
        writer.WriteBoolean(slices is not null);
        if (slices is not null) writer.WriteList(slices, WriteSlice);
    }

    public static SliceRef[]? ReadOptionalSlices(this ref WireReader reader) =>
        reader.ReadBoolean() ? reader.ReadList(SliceBytes, ReadSlice) : null;

    public static void WriteSegment(this ref WireWriter writer, SegmentRef segment)
    {
        writer.WriteInt32(segment.Process);
        writer.WriteInt32(segment.Descriptor);
        writer.WriteUInt64(segment.Nonce);
        writer.WriteInt64(segment.Offset);
        writer.WriteInt64(segment.Bytes);
    }

    public static SegmentRef ReadSegment(this ref WireReader reader)
    {
        SegmentRef segment = new(
            reader.ReadCount32(),
            reader.ReadCount32(),
            reader.ReadUInt64(),
            reader.ReadCount64(),
            reader.ReadCount64());
        return segment.Bytes <= long.MaxValue - segment.Offset
            ? segment
            : throw reader.Malformed($"{segment.Bytes} bytes cannot start at {segment.Offset} of a segment");
    }

    public static void WriteDuration(this ref WireWriter writer, TimeSpan duration) =>
        writer.WriteInt64(duration.Ticks);

    public static TimeSpan ReadDuration(this ref WireReader reader) =>
        TimeSpan.FromTicks(reader.ReadCount64());

    public static void WriteType(this ref WireWriter writer, DType type) => writer.WriteByte((byte)type);

    public static DType ReadType(this ref WireReader reader) => reader.Defined((DType)reader.ReadByte());

    public static void WriteErrorKind(this ref WireWriter writer, ErrorKind kind) =>
        writer.WriteByte((byte)kind);

    public static ErrorKind ReadErrorKind(this ref WireReader reader) =>
        reader.Defined((ErrorKind)reader.ReadByte());

    public static void WriteEnvelope(this ref WireWriter writer, in Envelope envelope)
    {
        writer.WriteActorRef(envelope.Target);
        writer.WriteActorRef(envelope.Sender);
        writer.WriteUInt64(envelope.Trace.TraceHigh);
        writer.WriteUInt64(envelope.Trace.TraceLow);
        writer.WriteUInt64(envelope.Trace.Span);
        writer.WriteByte(envelope.Trace.Flags);
    }

    public static Envelope ReadEnvelope(this ref WireReader reader) => new(
        reader.ReadActorRef(),
        reader.ReadActorRef(),
        new TraceContext(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadByte()));
}
