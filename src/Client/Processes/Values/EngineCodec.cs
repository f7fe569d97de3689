using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Client.Processes.Values;

/// <summary>Values of one type by the codec of an engine: a count of bytes, and these.</summary>
/// <param name="values">The engine's codec.</param>
/// <param name="type">The type.</param>
internal sealed class EngineCodec(IFunctionValues values, Type type) : ValueCodec
{
    private const int UsualBytes = 1 << 20;

    [ThreadStatic]
    private static MemoryStream? s_written;

    public override int LeastBytes => sizeof(int);

    public override void Write(ValueWriter writer, object? value)
    {
        MemoryStream written = s_written ??= new MemoryStream();
        written.SetLength(0);
        values.Write(written, type, value);
        writer.WriteInt32((int)written.Length);
        writer.Write<byte>(written.GetBuffer().AsSpan(0, (int)written.Length));
        if (written.Capacity > UsualBytes) s_written = null;
    }

    public override object? Read(ref ValueReader reader)
    {
        int count = reader.ReadCount(1) ?? throw new WireException("a value of a call is missing");
        return values.Read(reader.Take(count), type);
    }
}
