using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Messages.Wire;
using Hyperion;
using Hyperion.Internal;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// What users' functions take and give, by Hyperion, which is let near nothing but the types of a list:
/// whatever is written or read is held against it by name and by type, at any depth; and Hyperion's own list
/// of types that are unsafe to make is in force. Thread safe.
/// </summary>
internal sealed class HyperionValues : IFunctionValues
{
    private const int Absent = 0;
    private const int Present = 1;

    private readonly TravellingTypes _types;
    private readonly Serializer _serializer;

    /// <param name="allowed">The list.</param>
    public HyperionValues(IReadOnlySet<Type> allowed)
    {
        _types = new TravellingTypes(allowed);

        // Both ends run the same assembly of the program. References to one object make copies, so that a
        // value takes what it looks like, and equal records stay two.
        _serializer = new Serializer(new SerializerOptions(
            versionTolerance: false,
            preserveObjectReferences: false,
            surrogates: [],
            serializerFactories: [new ListedSerializers(_types)],
            knownTypes: [],
            ignoreISerializable: true,
            packageNameOverrides: [],
            disallowUnsafeTypes: true,
            typeFilter: new ListFilter(_types.All())));
    }

    /// <inheritdoc/>
    public void Check(Type type)
    {
        if (_types.WhyNot(type) is { } reason) throw TravellingTypes.Refusal(reason);
    }

    /// <inheritdoc/>
    public void Write(Stream to, Type type, object? value)
    {
        to.WriteByte(value is null ? (byte)Absent : (byte)Present);
        if (value is null) return;
        try
        {
            _serializer.Serialize(value, to, new WriteSession(_serializer));
        }
        catch (EvilDeserializationException unsafeType)
        {
            throw TravellingTypes.Refusal($"{unsafeType.BadTypeString} may not travel");
        }
        catch (Exception error) when (error is not ComputeException)
        {
            throw TravellingTypes.Refusal($"Hyperion cannot write a {value.GetType()} ({error.Message})");
        }
    }

    /// <inheritdoc/>
    public object? Read(Stream from, Type type)
    {
        object? value = from.ReadByte() switch
        {
            Absent => null,
            Present => ReadPresent(from),
            _ => throw new WireException("a value of a call begins with neither 0 nor 1"),
        };
        if (from.Position < from.Length)
        {
            throw new WireException($"{from.Length - from.Position} bytes follow a value of a call");
        }

        Type? isNullable = Nullable.GetUnderlyingType(type);
        bool fits = value is null
            ? !type.IsValueType || isNullable is not null
            : (isNullable ?? type).IsInstanceOfType(value);
        return fits
            ? value
            : throw new WireException($"{value?.GetType().ToString() ?? "null"} came in place of {type}");
    }

    private object ReadPresent(Stream from)
    {
        try
        {
            return _serializer.Deserialize(from, new ReadSession(_serializer));
        }
        catch (Exception error)
        {
            // It makes what the bytes say, and fails in whatever way they bring about.
            throw new WireException(Sentence(error));
        }
    }

    private static string Sentence(Exception error)
    {
        for (Exception? cause = error; cause is not null; cause = cause.InnerException)
        {
            if (cause is EvilDeserializationException refused)
            {
                return $"a value of a call names the type '{refused.BadTypeString}', which is not on the "
                    + "list of types that may travel here: allow it, if it is safe";
            }

            if (cause is WireException or ComputeException) return cause.Message;
        }

        return $"a value of a call is not one of Hyperion's: {error.GetBaseException().Message}";
    }
}
