using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Messages.Wire;

/// <summary>
/// How a job's spec travels, with its inputs and outputs. Each value is judged by itself here; whether they
/// make a job together is for the admission of jobs to say.
/// </summary>
internal static class WireSpecs
{
    private const byte ExpressionKind = 1;

    // A text of no length, dtype and rank, and a source without fields; an array's id in place of these two.
    private const int LeastInputBytes = 5;
    private const int LeastOutputBytes = 24;

    private enum SourceKind : byte
    {
        ByReference = 1,
        NpyFile = 2,
        Random = 3,
        Arange = 4,
    }

    /// <exception cref="ComputeException">
    /// The job is of items, or its expression has a kernel of the program's own
    /// (<see cref="ErrorKind.UnsupportedType"/>, <see cref="ErrorKind.InvalidExpression"/>).
    /// </exception>
    public static void WriteSpec(this ref WireWriter writer, JobSpec spec)
    {
        if (spec is not ExpressionSpec expression)
        {
            throw new ComputeException(
                ErrorKind.UnsupportedType,
                "a function over items runs in its own process only, for code never travels: "
                + "use an expression over arrays, or a cluster in this process");
        }

        writer.WriteByte(ExpressionKind);
        writer.WriteExpression(expression.Expression);
        writer.WriteList(expression.Inputs, WriteInput);
        writer.WriteList(expression.Outputs, WriteOutput);
        writer.WriteOptional(
            expression.Reduction, (ref writer, reduction) => writer.WriteByte((byte)reduction));
        writer.WriteUInt64(expression.Axes);
        writer.WriteType(expression.Type);
        writer.WriteInt64(expression.Grid.Count);
        writer.WriteInt64(expression.Grid.ChunkSize);
        writer.WriteInt32(expression.MaxWorkers);
        writer.WriteOptional(expression.Timeout, WireValues.WriteDuration);
        writer.WriteDuration(expression.StallTimeout);
    }

    public static JobSpec ReadSpec(this ref WireReader reader)
    {
        byte kind = reader.ReadByte();
        if (kind != ExpressionKind) throw reader.Malformed($"{kind} is no kind of job");
        return new ExpressionSpec
        {
            Expression = reader.ReadExpression(),
            Inputs = reader.ReadList(LeastInputBytes, ReadInput),
            Outputs = reader.ReadList(LeastOutputBytes, ReadOutput),
            Reduction = reader.ReadOptional((ref reader) => reader.Defined((Reduction)reader.ReadByte())),
            Axes = reader.ReadUInt64(),
            Type = reader.ReadType(),
            Grid = ReadGrid(ref reader),
            MaxWorkers = reader.ReadCount32(),
            Timeout = reader.ReadOptional(WireValues.ReadDuration),
            StallTimeout = reader.ReadDuration(),
        };
    }

    private static ChunkGrid ReadGrid(ref WireReader reader)
    {
        ChunkGrid grid = new(reader.ReadCount64(), reader.ReadInt64());
        return grid.ChunkSize > 0 ? grid : throw reader.Malformed($"{grid.ChunkSize} is no chunk size");
    }

    private static void WriteInput(ref WireWriter writer, JobInput input)
    {
        writer.WriteName(input.Name);
        WriteDescription(ref writer, input.Description);
        WriteSource(ref writer, input.Source);
    }

    private static JobInput ReadInput(ref WireReader reader) =>
        new(reader.ReadText(), ReadDescription(ref reader), ReadSource(ref reader));

    private static void WriteOutput(ref WireWriter writer, JobOutput output)
    {
        WriteDescription(ref writer, output.Description);
        writer.WriteArrayId(output.Array);
        writer.WriteOptional(output.Segment, WireValues.WriteSegment);
        writer.WriteBoolean(output.File is not null);
        if (output.File is { } file) WriteFile(ref writer, file);
    }

    private static JobOutput ReadOutput(ref WireReader reader) => new(
        ReadDescription(ref reader),
        reader.ReadArrayId(),
        reader.ReadOptional(WireValues.ReadSegment),
        reader.ReadBoolean() ? ReadFile(ref reader) : null);

    private static void WriteFile(ref WireWriter writer, OutputFile file)
    {
        writer.WriteName(file.Path);
        writer.WriteUInt64((ulong)(file.Token >> 64));
        writer.WriteUInt64((ulong)file.Token);
        writer.WriteName(file.Host);
    }

    private static OutputFile ReadFile(ref WireReader reader) =>
        new(reader.ReadText(), new UInt128(reader.ReadUInt64(), reader.ReadUInt64()), reader.ReadText());

    private static void WriteDescription(ref WireWriter writer, ArrayDescription description)
    {
        writer.WriteType(description.Type);
        writer.WriteByte((byte)description.Shape.Rank);
        foreach (long dimension in description.Shape.Dimensions) writer.WriteInt64(dimension);
    }

    private static ArrayDescription ReadDescription(ref WireReader reader)
    {
        DType type = reader.ReadType();
        int rank = reader.ReadByte();
        if (rank > Shape.MaxRank) throw reader.Malformed($"a shape has {rank} dimensions");
        Span<long> dimensions = stackalloc long[rank];
        foreach (ref long dimension in dimensions) dimension = reader.ReadInt64();
        return new ArrayDescription(type, new Shape(dimensions));
    }

    private static void WriteSource(ref WireWriter writer, InputSource source)
    {
        switch (source)
        {
            case InputSource.ByReference reference:
                writer.WriteByte((byte)SourceKind.ByReference);
                writer.WriteArrayId(reference.Array);
                writer.WriteOptional(reference.Segment, WireValues.WriteSegment);
                break;
            case InputSource.NpyFile file:
                writer.WriteByte((byte)SourceKind.NpyFile);
                writer.WriteName(file.Path);
                writer.WriteUInt64(file.Fingerprint);
                break;
            case InputSource.Random random:
                writer.WriteByte((byte)SourceKind.Random);
                writer.WriteUInt64(random.Seed);
                break;
            case InputSource.Arange:
                writer.WriteByte((byte)SourceKind.Arange);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(source), source, "not a source that travels");
        }
    }

    private static InputSource ReadSource(ref WireReader reader) =>
        reader.Defined((SourceKind)reader.ReadByte()) switch
        {
            SourceKind.ByReference => new InputSource.ByReference(
                reader.ReadArrayId(), reader.ReadOptional(WireValues.ReadSegment)),
            SourceKind.NpyFile => new InputSource.NpyFile(reader.ReadText(), reader.ReadUInt64()),
            SourceKind.Random => new InputSource.Random(reader.ReadUInt64()),
            _ => new InputSource.Arange(),
        };
}
