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
        if (Equals(actual, expected)) return null;
        return (actual, expected) switch
        {
            (IList items, IList others) when items.Count == others.Count => InItems(items, others, where),
            ({ }, { }) when IsMessagePart(expected) && actual.GetType() == expected.GetType() =>
                InFields(actual, expected, where),
            _ => $"{where} is {actual}, not {expected}",
        };
    }

    private static bool IsMessagePart(object value) => value.GetType().Assembly == typeof(WireCodec).Assembly;

    private static string? InItems(IList actual, IList expected, string where) =>
        Enumerable.Range(0, expected.Count)
            .Select(place => FirstDifference(actual[place], expected[place], $"{where}[{place}]"))
            .FirstOrDefault(difference => difference is not null);

    private static string? InFields(object actual, object expected, string where) =>
        expected.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(field => FirstDifference(
                field.GetValue(actual), field.GetValue(expected), $"{where}.{field.Name}"))
            .FirstOrDefault(difference => difference is not null);
}
