using System.Collections.Frozen;
using System.Text.Json;
using ActorCompute.Arrays.Expressions.Text;

namespace ActorCompute.Arrays.Reductions;

/// <summary>The names of reductions, which are NumPy's. Pure and thread safe.</summary>
public static class ReductionNames
{
    private static readonly FrozenDictionary<string, Reduction> _byName = Enum.GetValues<Reduction>()
        .ToFrozenDictionary(reduction => reduction.Name());

    /// <summary>All names, in the order of <see cref="Reduction"/>.</summary>
    public static IEnumerable<string> All => Enum.GetValues<Reduction>().Select(Name);

    /// <summary>NumPy's name of a reduction: <c>sum</c>, <c>count_nonzero</c>.</summary>
    public static string Name(this Reduction reduction) =>
        JsonNamingPolicy.SnakeCaseLower.ConvertName(reduction.ToString());

    /// <summary>The reduction of a name.</summary>
    /// <exception cref="ComputeException">
    /// There is none of this name; the nearest is named (<see cref="ErrorKind.UnknownName"/>).
    /// </exception>
    public static Reduction Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (_byName.TryGetValue(name, out Reduction reduction)) return reduction;
        string advice = NearestName.Suggest(name, All, $"reductions are {string.Join(", ", All)}");
        throw new ComputeException(
            ErrorKind.UnknownName, $"{Excerpt.Quote(name)} is not a reduction: {advice}");
    }

    /// <summary>True for the name of a reduction, which people write into an expression although it stands
    /// beside it.</summary>
    internal static bool IsReduction(string name) => _byName.ContainsKey(name);
}
