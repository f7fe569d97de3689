using System.Collections.Frozen;

namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>What people write who come from Python or C#, and what to write instead.</summary>
internal static class ForeignSyntax
{
    private const string NoBits = "shifts and exclusive or are not in the language";

    private static readonly FrozenDictionary<string, string> _hints = new Dictionary<string, string>
    {
        ["^"] = $"{NoBits}: a power is written x**2",
        ["<<"] = $"{NoBits}: multiply by a power of 2",
        [">>"] = $"{NoBits}: use // by a power of 2",
        ["="] = "an expression assigns nothing: equality is written ==",
        ["@"] = "matrix products are not in the language: * multiplies element by element",
        ["["] = "indexing is not in the language: the expression is computed for each element",
        ["]"] = "indexing is not in the language: the expression is computed for each element",
        ["'"] = "strings are not in the language: elements are numbers",
        ["\""] = "strings are not in the language: elements are numbers",
        ["!"] = "not is written ~",
        ["&&"] = "and is written &, with parentheses around comparisons: (a < b) & (c < d)",
        ["||"] = "or is written |, with parentheses around comparisons: (a < b) | (c < d)",
        ["?"] = "a choice is written where(condition, a, b)",
        ["."] = "elements have no members: write a function of NumPy as exp(x) or np.exp(x)",
        ["and"] = "and is written &, with parentheses around comparisons: (a < b) & (c < d)",
        ["or"] = "or is written |, with parentheses around comparisons: (a < b) | (c < d)",
        ["not"] = "not is written ~, with parentheses around comparisons: ~(a < b)",
        ["if"] = "a choice is written where(condition, a, b)",
        ["else"] = "a choice is written where(condition, a, b)",
        ["lambda"] = "functions are not defined in the language: write the expression itself",
        ["in"] = "membership is not in the language: compare with == and |",
        ["is"] = "identity is not in the language: compare with ==",
        ["for"] = "loops are not in the language: the expression is computed for each element",
        ["None"] = "None is not in the language: a missing number is nan",
    }.ToFrozenDictionary();

    /// <summary>What to write instead of a symbol or word, or null if it is not one of another
    /// language.</summary>
    public static string? Hint(string symbolOrWord) => _hints.GetValueOrDefault(symbolOrWord);
}
