using System.Collections;
using System.Collections.Frozen;
using System.Reflection;
using Hyperion;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// What follows a type's name in Hyperion's bytes, as of its version 0.12: the fields of a record one behind
/// the other, or a count and the elements. Immutable and thread safe.
/// </summary>
/// <param name="Fields">
/// For each field the kind of a scalar that stands without it, or <see cref="AnyValue"/>; null for elements.
/// </param>
internal sealed record Layout(byte[]? Fields)
{
    /// <summary>Null, as a value's first byte; in a layout, a value that begins with its kind.</summary>
    public const byte AnyValue = 0;

    /// <summary>A text: a byte of its length and one more, or 255 and an int32, then UTF-8.</summary>
    public const byte Text = 7;

    /// <summary>Bytes: an int32 count, and these.</summary>
    public const byte Bytes = 9;

    /// <summary>An array of scalars: their kind, an int32 count, and the scalars.</summary>
    public const byte Scalars = 252;

    /// <summary>A type that was named before, by its place among these: a uint16.</summary>
    public const byte NamedBefore = 254;

    /// <summary>A type's name: an int32 count of bytes, and UTF-8.</summary>
    public const byte Named = 255;

    private const BindingFlags AnyField =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The scalars with a kind of their own, and how many bytes they take; 0 for texts.</summary>
    private static readonly FrozenDictionary<Type, (byte Kind, int Size)> s_scalars =
        new Dictionary<Type, (byte, int)>
        {
            [typeof(long)] = (2, 8),
            [typeof(short)] = (3, 2),
            [typeof(byte)] = (4, 1),
            [typeof(DateTime)] = (5, 9),
            [typeof(bool)] = (6, 1),
            [typeof(string)] = (Text, 0),
            [typeof(int)] = (8, 4),
            [typeof(DateTimeOffset)] = (10, 16),
            [typeof(Guid)] = (11, 16),
            [typeof(float)] = (12, 4),
            [typeof(double)] = (13, 8),
            [typeof(decimal)] = (14, 16),
            [typeof(char)] = (15, 2),
            [typeof(ushort)] = (17, 2),
            [typeof(uint)] = (18, 4),
            [typeof(ulong)] = (19, 8),
            [typeof(sbyte)] = (20, 1),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<byte, int> s_sizes =
        s_scalars.Values.ToFrozenDictionary(scalar => scalar.Kind, scalar => scalar.Size);

    /// <summary>How many bytes a scalar of a kind takes, 0 for a text; null where it is no kind of a
    /// scalar.</summary>
    public static int? SizeOf(byte kind) => s_sizes.TryGetValue(kind, out int size) ? size : null;

    /// <summary>The layout of a type that Hyperion names; null for one that it does not.</summary>
    public static Layout? Of(Type type)
    {
        bool isScalars = type.IsSZArray && s_scalars.ContainsKey(type.GetElementType()!);
        bool isNeverMade = type.IsAbstract || Nullable.GetUnderlyingType(type) is not null;
        if (isScalars || isNeverMade || s_scalars.ContainsKey(type)) return null;
        bool isSequence = type.IsSZArray
            || (type.Assembly == typeof(IList).Assembly && typeof(ICollection).IsAssignableFrom(type));
        return new Layout(isSequence ? null : [.. FieldsOf(type).Select(KindOf)]);
    }

    private static byte KindOf(FieldInfo field) =>
        s_scalars.TryGetValue(field.FieldType, out (byte Kind, int) scalar) ? scalar.Kind : AnyValue;

    /// <summary>
    /// The fields in Hyperion's order: by name; one that derived types see is there for each of these again.
    /// </summary>
    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            fields.AddRange(declaring.GetFields(AnyField).Where(IsWritten));
        }

        return fields.OrderBy(field => field.Name, StringComparer.Ordinal);
    }

    private static bool IsWritten(FieldInfo field) =>
        !field.IsDefined(typeof(NonSerializedAttribute))
        && !field.IsDefined(typeof(IgnoreAttribute))
        && field.Name != "_syncRoot";
}
