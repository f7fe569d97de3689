using System.Reflection;

namespace ActorCompute.Client.Processes.Values;

/// <summary>Which members of a type make its state, and how it is made of them.</summary>
/// <param name="Constructor">Takes the first members; null for the one without parameters.</param>
/// <param name="Members">Properties and fields: the constructor's, then those that are set, by name.</param>
internal sealed record RecordShape(ConstructorInfo? Constructor, IReadOnlyList<MemberInfo> Members)
{
    private const BindingFlags AnyField =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The type of a member.</summary>
    public static Type TypeOf(MemberInfo member) =>
        member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    /// <summary>Finds the shape of a type, or the reason why it has none.</summary>
    public static (RecordShape? Shape, string? Reason) Of(Type type)
    {
        MemberInfo[] all = type.GetMembers(BindingFlags.Instance | BindingFlags.Public);
        MemberInfo[] readable = [.. all.Where(IsReadable)];
        ConstructorInfo? constructor = type.GetConstructors()
            .Where(one => one.GetParameters() is { Length: > 0 } taken && taken.All(IsMember))
            .MaxBy(one => one.GetParameters().Length);
        if (constructor is null && !type.IsValueType && type.GetConstructor([]) is null)
        {
            return (null, "it has no public constructor whose parameters are its public properties");
        }

        MemberInfo[] taken = [.. (constructor?.GetParameters() ?? []).Select(MemberOf)];
        IEnumerable<MemberInfo> set = readable.Except(taken).Where(IsSettable)
            .OrderBy(member => member.Name, StringComparer.Ordinal);
        var shape = new RecordShape(constructor, [.. taken, .. set]);
        if (shape.Members.Count == 0) return (null, "it has no public properties that can be set");
        return shape.HiddenField(type) is { } hidden
            ? (null, $"its {hidden} would be lost: make it a public property that is set, or a parameter of "
                + "its constructor")
            : (shape, null);

        MemberInfo MemberOf(ParameterInfo parameter) => readable.First(member => IsOf(member, parameter));
        bool IsMember(ParameterInfo parameter) => readable.Any(member => IsOf(member, parameter));
    }

    private static bool IsOf(MemberInfo member, ParameterInfo parameter) =>
        string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase)
        && TypeOf(member) == parameter.ParameterType;

    private static bool IsReadable(MemberInfo member) => member switch
    {
        PropertyInfo property =>
            property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0,
        FieldInfo => true,
        _ => false,
    };

    private static bool IsSettable(MemberInfo member) => member switch
    {
        PropertyInfo property => property.SetMethod is { IsPublic: true },
        FieldInfo field => !field.IsInitOnly,
        _ => false,
    };

    /// <summary>
    /// A field that is neither a member nor behind one; .NET's own tuples have none that matter.
    /// </summary>
    private string? HiddenField(Type type)
    {
        if (type.Namespace == nameof(System)) return null;
        HashSet<string> known = [.. Members.Select(member => member.Name)];
        known.UnionWith(Members.Select(member => $"<{member.Name}>k__BackingField"));
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(AnyField))
            {
                if (!known.Contains(field.Name)) return Describe(field);
            }
        }

        return null;
    }

    /// <summary>A field, or the property that the compiler has made it for.</summary>
    private static string Describe(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>') is var end and > 1
            ? $"property '{field.Name[1..end]}'"
            : $"field '{field.Name}'";
}
