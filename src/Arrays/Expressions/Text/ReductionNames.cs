using System.Collections.Frozen;
using System.Text.Json;
using ActorCompute.Arrays.Reductions;

namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>The names of reductions, which people write into an expression although they stand beside
/// it.</summary>
internal static class ReductionNames
{
    private static readonly FrozenSet<string> _names = Enum.GetNames<Reduction>()
        .Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)
        .ToFrozenSet();

    /// <summary>True for NumPy's name of a reduction.</summary>
    public static bool IsReduction(string name) => _names.Contains(name);
}
