using ActorCompute.Arrays;
using Hyperion;
using Hyperion.ValueSerializers;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// The fields of a record, however its class would have itself written or made: no method of it runs, and no
/// constructor that does anything. Records within records are counted, so that a value that is part of itself
/// exhausts no stack. Thread safe.
/// </summary>
/// <param name="fields">Hyperion's serializer of the fields.</param>
internal sealed class RecordSerializer(ObjectSerializer fields) : ValueSerializer
{
    /// <inheritdoc/>
    public override int PreallocatedByteBufferSize => fields.PreallocatedByteBufferSize;

    /// <inheritdoc/>
    public override Type GetElementType() => fields.Type;

    /// <inheritdoc/>
    public override void WriteManifest(Stream stream, SerializerSession session) =>
        fields.WriteManifest(stream, session);

    /// <inheritdoc/>
    public override void WriteValue(Stream stream, object value, SerializerSession session)
    {
        var depth = (WriteSession)session;
        if (depth.Depth++ == PayloadCheck.MaxDepth)
        {
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                $"it has records within records over {PayloadCheck.MaxDepth} levels deep, or is part of "
                + "itself: give an array instead");
        }

        fields.WriteValue(stream, value, session);
        depth.Depth--;
    }

    /// <inheritdoc/>
    public override object ReadValue(Stream stream, DeserializerSession session) =>
        fields.ReadValue(stream, session);
}

/// <summary>One value that is written.</summary>
internal sealed class WriteSession(Serializer serializer) : SerializerSession(serializer)
{
    /// <summary>How many records are begun.</summary>
    public int Depth { get; set; }
}
