using System.Collections;
using System.Reflection;
using ActorCompute.Messages.Wire;

namespace ActorCompute.Messages.Tests.Wire;

/// <summary>
/// Compares messages field by field: the equality of records does not look into their lists.
/// </summary>
internal static class Sameness
{
    public static void ShouldBeTheSameAs(this object actual, object expected) =>
        FirstDifference(actual, expected, expected.GetType().Name).ShouldBeNull();

    private static string? FirstDifference(object? actual, object? expected, string where)
    {
        if (actual is null || expected is null || actual.GetType() == expected.GetType())
        {
            if (Equals(actual, expected)) return null;
        }

        if (actual is IList items && expected is IList others && items.Count == others.Count)
        {
            return Enumerable.Range(0, items.Count)
                .Select(place => FirstDifference(items[place], others[place], $"{where}[{place}]"))
                .FirstOrDefault(difference => difference is not null);
        }

        bool hasFields = expected?.GetType().Assembly == typeof(WireCodec).Assembly
            && actual?.GetType() == expected.GetType();
        string? inside = hasFields ? FirstDifferentField(actual!, expected!, where) : null;
        return hasFields ? inside : $"{where} is {actual}, not {expected}";
    }

    private static string? FirstDifferentField(object actual, object expected, string where) =>
        expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Concat(expected.GetType().BaseType!.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(field => field.GetIndexParameters().Length == 0)
            .Select(field => FirstDifference(
                field.GetValue(actual), field.GetValue(expected), $"{where}.{field.Name}"))
            .FirstOrDefault(difference => difference is not null);
}
