namespace ActorCompute.Arrays.Expressions.Text;

/// <summary>Finds what someone meant who misspelt a name.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>
    /// The candidate with the fewest edits (a character inserted, removed or replaced, two neighbours
    /// exchanged; a difference in case only counts as one), or null if none is near: a third of the name's
    /// length, at least 1.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        if (name.Length > LongestName) return null;
        string? nearest = null;
        int limit = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates)
        {
            int distance = candidate.Length > LongestName ? limit
                : string.Equals(name, candidate, StringComparison.OrdinalIgnoreCase) ? 1
                : Distance(name, candidate);
            if (distance >= limit || distance >= Math.Max(name.Length, candidate.Length)) continue;
            limit = distance;
            nearest = candidate;
        }

        return nearest;
    }

    /// <summary>The end of a sentence: a question if there is a candidate, else what there is.</summary>
    public static string Suggest(string name, IEnumerable<string> candidates, string otherwise) =>
        Of(name, candidates) is { } nearest ? $"did you mean {nearest}?" : otherwise;

    // The optimal string alignment distance, row by row.
    private static int Distance(string left, string right)
    {
        int[] beforePrevious = new int[right.Length + 1];
        int[] previous = [.. Enumerable.Range(0, right.Length + 1)];
        int[] current = new int[right.Length + 1];
        for (int i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                int best = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
                bool areExchanged = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                current[j] = areExchanged ? Math.Min(best, beforePrevious[j - 2] + 1) : best;
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[right.Length];
    }
}
