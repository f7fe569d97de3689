using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Processes.Values;

/// <summary>
/// The types whose values travel, a closed set: numbers, <c>bool</c>, <c>char</c>, enums, strings, arrays,
/// lists and tuples, null, and records of these. Thread safe.
/// </summary>
/// <param name="whyNot">
/// Why a record or an enum may not travel, as the end of a sentence; or null where it may.
/// </param>
internal sealed class ValueCodecs(Func<Type, string?> whyNot)
{
    private const string What =
        "numbers, bool, char, enums, strings, arrays, lists, tuples and records of these travel";

    private static readonly FrozenDictionary<Type, ValueCodec> s_scalars = new Dictionary<Type, ValueCodec>
    {
        [typeof(bool)] = new BooleanCodec(),
        [typeof(decimal)] = new DecimalCodec(),
        [typeof(string)] = new TextCodec(),
        [typeof(byte)] = new NumberCodec<byte>(),
        [typeof(sbyte)] = new NumberCodec<sbyte>(),
        [typeof(short)] = new NumberCodec<short>(),
        [typeof(ushort)] = new NumberCodec<ushort>(),
        [typeof(char)] = new NumberCodec<char>(),
        [typeof(int)] = new NumberCodec<int>(),
        [typeof(uint)] = new NumberCodec<uint>(),
        [typeof(long)] = new NumberCodec<long>(),
        [typeof(ulong)] = new NumberCodec<ulong>(),
        [typeof(nint)] = new NumberCodec<nint>(),
        [typeof(nuint)] = new NumberCodec<nuint>(),
        [typeof(Half)] = new NumberCodec<Half>(),
        [typeof(float)] = new NumberCodec<float>(),
        [typeof(double)] = new NumberCodec<double>(),
    }.ToFrozenDictionary();

    private readonly ConcurrentDictionary<Type, ValueCodec> _made = new();

    /// <summary>Those between processes of one program, where all types may travel.</summary>
    public static ValueCodecs OfProgram { get; } = new(static _ => null);

    /// <summary>
    /// True for numbers and texts, and for arrays and lists of numbers, whose bytes in memory are copied.
    /// </summary>
    public static bool IsPlain(Type type) =>
        s_scalars.ContainsKey(type)
        || (ElementOf(type) is { } element && s_scalars.TryGetValue(element, out ValueCodec? codec)
            && IsNumber(codec));

    /// <summary>How values of a type travel.</summary>
    /// <exception cref="ComputeException">They do not.</exception>
    public ValueCodec For(Type type)
    {
        if (_made.TryGetValue(type, out ValueCodec? known)) return known;

        // Types that are within each other find each other here, and are seen by others when all are
        // complete.
        var making = new Dictionary<Type, ValueCodec>();
        ValueCodec made = For(type, making);
        foreach ((Type one, ValueCodec codec) in making) _made.TryAdd(one, codec);
        return made;
    }

    private ValueCodec For(Type type, Dictionary<Type, ValueCodec> making)
    {
        if (s_scalars.TryGetValue(type, out ValueCodec? scalar)) return scalar;
        if (making.TryGetValue(type, out ValueCodec? codec)) return codec;
        if (type.IsEnum && whyNot(type) is { } obstacle) throw Refusal(type, obstacle);
        return making[type] = Nullable.GetUnderlyingType(type) is { } present
            ? new NullableCodec(For(present, making))
            : type switch
            {
                { IsEnum: true } => new EnumCodec(type, For(Enum.GetUnderlyingType(type), making)),
                { IsSZArray: true } => Sequence(type.GetElementType()!, isList: false, making),
                _ when IsList(type) => Sequence(type.GetGenericArguments()[0], isList: true, making),
                _ => Record(type, making),
            };
    }

    private static bool IsList(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(List<>);

    private ValueCodec Sequence(Type element, bool isList, Dictionary<Type, ValueCodec> making)
    {
        ValueCodec codec = For(element, making);
        Type sequence = IsNumber(codec) ? typeof(NumbersCodec<>) : typeof(SequenceCodec<>);
        return (ValueCodec)Activator.CreateInstance(sequence.MakeGenericType(element), codec, isList)!;
    }

    private static Type? ElementOf(Type type) => type.IsSZArray
        ? type.GetElementType()
        : IsList(type) ? type.GetGenericArguments()[0] : null;

    private static bool IsNumber(ValueCodec codec) => codec.GetType() is { IsGenericType: true } kind
        && kind.GetGenericTypeDefinition() == typeof(NumberCodec<>);

    private RecordCodec Record(Type type, Dictionary<Type, ValueCodec> making)
    {
        if (WhyNoRecord(type) is { } obstacle) throw Refusal(type, obstacle);
        if (!IsTuple(type) && whyNot(type) is { } ban) throw Refusal(type, ban);
        (RecordShape? shape, string? reason) = RecordShape.Of(type);
        if (shape is null) throw Refusal(type, reason!);
        var codec = new RecordCodec(type, shape.Constructor);
        making[type] = codec;
        codec.Complete([.. shape.Members.Select(MemberOf)]);
        return codec;

        RecordMember MemberOf(MemberInfo member) => new(member, For(RecordShape.TypeOf(member), making));
    }

    private static string? WhyNoRecord(Type type)
    {
        if (type.IsArray) return "it has several dimensions: give an array of arrays";
        if (type.IsInterface || type.IsAbstract) return "what stands in its place is of another type";
        if (type.IsPointer || type.IsByRef || type.IsByRefLike) return "it points to memory of this process";
        if (typeof(Delegate).IsAssignableFrom(type)) return "code does not travel";
        return IsOfDotNet(type) && !IsTuple(type) ? "it is a type of .NET with a meaning of its own" : null;
    }

    private static bool IsTuple(Type type) => IsOfDotNet(type) && type.IsConstructedGenericType
        && typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type);

    private static bool IsOfDotNet(Type type) =>
        type.Namespace is { } name && (name == "System" || name.StartsWith("System."));

    private static ComputeException Refusal(Type type, string reason) => new(
        ErrorKind.UnsupportedType, $"{type} does not travel between processes, because {reason}; {What}");
}
