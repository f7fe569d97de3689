using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using ActorCompute.Arrays;

namespace ActorCompute.Engines.Akka.Values;

/// <summary>
/// The types whose values Hyperion may carry: numbers, texts and times, the types of the list, and arrays,
/// lists, dictionaries, tuples and nullables of these. All that can be within one of them is looked at, down
/// to private fields, since that is what Hyperion writes. Immutable and thread safe.
/// </summary>
/// <param name="allowed">The list.</param>
internal sealed class TravellingTypes(IReadOnlySet<Type> allowed)
{
    private const BindingFlags AnyField =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private const BindingFlags AnyStatic =
        BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Not <c>nint</c>: Hyperion leaves fields of it out.</summary>
    private static readonly FrozenSet<Type> s_scalars = new[]
    {
        typeof(bool), typeof(char), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int),
        typeof(uint), typeof(long), typeof(ulong), typeof(Half), typeof(float), typeof(double),
        typeof(decimal), typeof(string), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset),
        typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
    }.ToFrozenSet();

    private static readonly FrozenSet<Type> s_collections = new[]
    {
        typeof(List<>), typeof(Dictionary<,>), typeof(Nullable<>),
    }.ToFrozenSet();

    private readonly ConcurrentDictionary<Type, string> _obstacles = new();

    /// <summary>True for a record on the list, whose fields are what travels.</summary>
    public bool IsRecord(Type type) => allowed.Contains(type) && !type.IsEnum;

    /// <summary>Why values of a type do not travel; null where they do.</summary>
    public string? WhyNot(Type type)
    {
        string reason = _obstacles.GetOrAdd(type, one => Obstacle(one, []) ?? "");
        return reason.Length == 0 ? null : reason;
    }

    /// <summary>
    /// All types of values that the list's functions and records can have, and so all that may be named by
    /// what travels.
    /// </summary>
    public IReadOnlySet<Type> All()
    {
        var all = new HashSet<Type>();
        IEnumerable<Type> roots = allowed.Concat(allowed.SelectMany(TypesOfMethods));
        foreach (Type type in roots.Distinct().Where(one => WhyNot(one) is null)) Obstacle(type, all);
        if (all.Any(IsDictionary)) all.Add(typeof(DictionaryEntry));
        return all;
    }

    /// <summary>The error of a type whose values do not travel.</summary>
    public static ComputeException Refusal(string reason) =>
        new(ErrorKind.UnsupportedType, $"{reason}; what may travel are the types of the list, and numbers, "
            + "texts, times, arrays, lists, dictionaries and tuples of what may");

    private static IEnumerable<Type> TypesOfMethods(Type type) =>
        from method in type.GetMethods(AnyStatic)
        where !method.IsGenericMethod
        from one in method.GetParameters().Select(parameter => parameter.ParameterType)
            .Append(method.ReturnType)
        select one;

    private static bool IsDictionary(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>);

    /// <summary>
    /// The first type within a type that does not travel, as a sentence; those that were seen are gathered.
    /// </summary>
    private string? Obstacle(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || s_scalars.Contains(type)) return null;
        if (type.IsSZArray) return Obstacle(type.GetElementType()!, seen);
        if (IsCollection(type)) return First(type.GetGenericArguments(), seen);
        if (!allowed.Contains(type))
        {
            return $"{type} is not on the list of types that may travel{WhatToDo(type)}";
        }

        if (type.IsEnum) return null;
        foreach (FieldInfo field in FieldsOf(type))
        {
            if (Obstacle(field.FieldType, seen) is { } inner)
            {
                return $"the {Describe(field)} of {type} does not travel: {inner}";
            }
        }

        return null;
    }

    /// <summary>What to do about a type of a program; there is nothing to do about one of .NET.</summary>
    private static string WhatToDo(Type type)
    {
        bool isOfDotNet = type.Namespace is { } name
            && (name == nameof(System) || name.StartsWith("System.", StringComparison.Ordinal));
        bool isPart = type.IsGenericType || type.HasElementType || typeof(Delegate).IsAssignableFrom(type);
        return isPart || (isOfDotNet && !type.IsEnum)
            ? ""
            : $" (add it to ConnectOptions.Functions, and start worker nodes with --allow {type.FullName})";
    }

    /// <summary>A field as the program has it: what the compiler makes for a property is the
    /// property.</summary>
    private static string Describe(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>') is var end and > 1
            ? $"property '{field.Name[1..end]}'"
            : $"field '{field.Name}'";

    private string? First(IEnumerable<Type> types, HashSet<Type> seen) =>
        types.Select(type => Obstacle(type, seen)).FirstOrDefault(reason => reason is not null);

    private static bool IsCollection(Type type)
    {
        if (!type.IsConstructedGenericType) return false;
        bool isTuple = type.Assembly == typeof(ValueTuple).Assembly
            && typeof(System.Runtime.CompilerServices.ITuple).IsAssignableFrom(type);
        return isTuple || s_collections.Contains(type.GetGenericTypeDefinition());
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(AnyField)) yield return field;
        }
    }
}
