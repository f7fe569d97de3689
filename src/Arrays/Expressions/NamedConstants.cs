using System.Collections.Frozen;

namespace ActorCompute.Arrays.Expressions;

/// <summary>The names that the language reads as numbers. No input of a parsed expression can have such a
/// name.</summary>
internal static class NamedConstants
{
    /// <summary>NumPy's nan, which has no sign; C#'s <see cref="double.NaN"/> has one.</summary>
    public static readonly Scalar NaN = new(DType.Float64, 0x7FF8_0000_0000_0000);

    private static readonly FrozenDictionary<string, Scalar> _values = new Dictionary<string, Scalar>
    {
        ["pi"] = Scalar.Of(Math.PI),
        ["e"] = Scalar.Of(Math.E),
        ["inf"] = Scalar.Of(double.PositiveInfinity),
        ["nan"] = NaN,
        ["True"] = Scalar.Of(true),
        ["False"] = Scalar.Of(false),
    }.ToFrozenDictionary();

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => _values.Keys;

    /// <summary>Finds the number of a name.</summary>
    public static bool TryFind(string name, out Scalar value) => _values.TryGetValue(name, out value);
}
