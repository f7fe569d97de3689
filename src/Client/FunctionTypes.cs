using System.Collections;
using ActorCompute.Arrays;

namespace ActorCompute.Client;

/// <summary>
/// The types of a program that pools may use on worker nodes: the classes whose static methods are called,
/// and the records and enums that these take and give. Numbers, texts and collections of what is listed need
/// no entry. Both the client and the nodes have such a list, and each refuses what its own does not have. A
/// collection expression or initializer fills it; not thread safe while it is filled.
/// </summary>
/// <example><c>new FunctionTypes { typeof(Orders), typeof(Order), typeof(Price) }</c></example>
public sealed class FunctionTypes : IReadOnlyCollection<Type>
{
    private const string CoreNamespace = nameof(System);

    private readonly HashSet<Type> _types = [];

    /// <inheritdoc/>
    public int Count => _types.Count;

    /// <summary>Adds a type.</summary>
    /// <exception cref="ComputeException">
    /// It is of .NET and no enum, or derives from such a class; or it is generic, a delegate, or no type of
    /// values at all (<see cref="ErrorKind.UnsupportedType"/>).
    /// </exception>
    public void Add(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (WhyNot(type) is { } reason)
        {
            throw new ComputeException(
                ErrorKind.UnsupportedType, $"{type} cannot be allowed for functions, because {reason}");
        }

        _types.Add(type);
    }

    /// <inheritdoc/>
    public IEnumerator<Type> GetEnumerator() => _types.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The types as they are now.</summary>
    internal IReadOnlySet<Type> Snapshot() => new HashSet<Type>(_types);

    private static string? WhyNot(Type type)
    {
        if (type.IsGenericType || type.HasElementType || type.IsGenericParameter)
        {
            return "it is generic, an array or a pointer: give the types that it is made of";
        }

        if (typeof(Delegate).IsAssignableFrom(type)) return "code does not travel";
        if (type.IsByRefLike) return "it points to memory of its process";
        if (IsOfDotNet(type) && !type.IsEnum) return "it is a type of .NET with a meaning of its own";
        for (Type? parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            bool isPlain = parent == typeof(object) || parent == typeof(ValueType) || parent == typeof(Enum);
            if (!isPlain && IsOfDotNet(parent)) return $"it derives from {parent}";
        }

        return null;
    }

    private static bool IsOfDotNet(Type type) =>
        type.Assembly == typeof(object).Assembly
        || type.Namespace is CoreNamespace
        || (type.Namespace?.StartsWith(CoreNamespace + ".", StringComparison.Ordinal) ?? false);
}
