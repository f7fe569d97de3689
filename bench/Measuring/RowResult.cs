namespace ActorCompute.Bench.Measuring;

/// <summary>The contenders of one run for one work.</summary>
internal sealed record Contest(string Work, Samples[] Contenders)
{
    /// <summary>The samples of a contender, or null if it was not there.</summary>
    public Samples? Find(string name) => Array.Find(Contenders, contender => contender.Name == name);
}

/// <summary>What came of a row.</summary>
/// <param name="Contests">All that was timed.</param>
/// <param name="Figures">What it says.</param>
/// <param name="Notes">What a reader has to know besides.</param>
internal sealed record RowResult(
    IReadOnlyList<Contest> Contests, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>What is told in tables of its own instead of one of contests.</summary>
    public IReadOnlyList<Table> Tables { get; init; } = [];
}

/// <summary>A table of a report.</summary>
internal sealed record Table(string Title, string[] Header, List<string[]> Lines);
