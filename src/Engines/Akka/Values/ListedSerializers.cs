using System.Collections.Concurrent;
using Hyperion;
using Hyperion.SerializerFactories;
using Hyperion.ValueSerializers;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// Stands before all serializers of Hyperion, which asks it for each type that it meets, at any depth: its
/// filter sees only the outermost one of what is written. Records go by their fields, values of .NET as
/// Hyperion has them, and all else is refused. Thread safe.
/// </summary>
/// <param name="types">What may travel.</param>
internal sealed class ListedSerializers(TravellingTypes types) : ValueSerializerFactory
{
    private readonly IReadOnlySet<Type> _all = types.All();

    /// <inheritdoc/>
    public override bool CanSerialize(Serializer serializer, Type type)
    {
        if (_all.Contains(type)) return types.IsRecord(type);
        throw TravellingTypes.Refusal(
            types.WhyNot(type) ?? $"{type} is in none of the functions and records of the list");
    }

    /// <inheritdoc/>
    public override bool CanDeserialize(Serializer serializer, Type type) => CanSerialize(serializer, type);

    /// <inheritdoc/>
    public override ValueSerializer BuildSerializer(
        Serializer serializer, Type type, ConcurrentDictionary<Type, ValueSerializer> typeMapping)
    {
        var fields = new ObjectSerializer(type);
        var record = new RecordSerializer(fields);

        // Seen before it is complete: the record may be within itself.
        if (!typeMapping.TryAdd(type, record)) return typeMapping[type];
        try
        {
            serializer.CodeGenerator.BuildSerializer(serializer, fields);
        }
        catch (Exception error)
        {
            // Whoever has found it meanwhile waits for it; and an abstract class is to have no values anyhow.
            var refusal = TravellingTypes.Refusal($"Hyperion cannot take {type} ({error.Message})");
            fields.Initialize((_, _) => throw refusal, (_, _, _) => throw refusal);
        }

        return record;
    }
}
