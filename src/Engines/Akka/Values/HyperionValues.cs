using ActorCompute.Arrays;
using ActorCompute.Engines.Cluster.Carriers;
using ActorCompute.Messages.Wire;
using Hyperion;
using Hyperion.Internal;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// What users' functions take and give, by Hyperion, which is let near nothing but the types of a list:
/// whatever is written or read is held against it by name and by type, at any depth, before it is made; and
/// Hyperion's own list of types that are unsafe to make is in force. Thread safe.
/// </summary>
internal sealed class HyperionValues : IFunctionValues
{
    private const int Absent = 0;
    private const int Present = 1;

    private readonly TravellingTypes _types;
    private readonly ListFilter _filter;
    private readonly Serializer _serializer;

    /// <param name="allowed">The list.</param>
    public HyperionValues(IReadOnlySet<Type> allowed)
    {
        _types = new TravellingTypes(allowed);
        _filter = new ListFilter(_types.All());

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
            typeFilter: _filter));
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
    public object? Read(ReadOnlySpan<byte> bytes, Type type)
    {
        object? value = bytes switch
        {
            [Absent] => null,
            [Present, .. var rest] => ReadPresent(rest),
            _ => throw new WireException("a value of a call is neither there nor null"),
        };
        Type? ofNullable = Nullable.GetUnderlyingType(type);
        bool fits = value is null
            ? !type.IsValueType || ofNullable is not null
            : (ofNullable ?? type).IsInstanceOfType(value);
        return fits
            ? value
            : throw new WireException($"{value?.GetType().ToString() ?? "null"} came in place of {type}");
    }

    private unsafe object? ReadPresent(ReadOnlySpan<byte> bytes)
    {
        new PayloadCheck(bytes, _filter.Layouts).Run();
        try
        {
            fixed (byte* first = bytes)
            {
                using var from = new UnmanagedMemoryStream(first, bytes.Length);
                return _serializer.Deserialize(from);
            }
        }
        catch (Exception error)
        {
            // It makes what the bytes say, and fails in whatever way they bring about.
            throw new WireException(
                $"a value of a call is not one of Hyperion's: {error.GetBaseException().Message}");
        }
    }
}
