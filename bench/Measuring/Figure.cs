namespace ActorCompute.Bench.Measuring;

/// <summary>One figure against its bar.</summary>
/// <param name="What">What is compared with what.</param>
/// <param name="Unit">The unit of the value; "x" for a ratio.</param>
/// <param name="Value">The figure.</param>
/// <param name="Low">The 10th percentile over the rounds.</param>
/// <param name="High">The 90th percentile over the rounds.</param>
/// <param name="Bar">What the figure is to stay under; null where it only informs.</param>
internal sealed record Figure(string What, string Unit, double Value, double Low, double High, double? Bar)
{
    /// <summary>Against the bar: met, or missed by how much of it.</summary>
    public string Verdict => Bar switch
    {
        null => "",
        { } bar when Value <= bar => "met",
        { } bar => $"missed by {100 * ((Value / bar) - 1):0.0} %",
    };

    /// <summary>
    /// The ratio of the medians of two contenders of the same run, with the spread of the ratios within rounds.
    /// </summary>
    public static Figure Ratio(string what, Samples subject, Samples ceiling, double? bar)
    {
        double[] paired = [.. subject.Rounds.Zip(ceiling.Rounds, (ours, theirs) => ours / theirs)];
        return new Figure(
            what,
            "x",
            subject.Median / ceiling.Median,
            Quantile.Of(paired, 0.1),
            Quantile.Of(paired, 0.9),
            bar);
    }

    /// <summary>A time by itself, from nanoseconds.</summary>
    public static Figure Nanoseconds(string what, IReadOnlyList<double> nanoseconds, double? bar) =>
        OfTime(what, "ns", 1, nanoseconds, bar);

    /// <summary>A time by itself, from nanoseconds, in microseconds.</summary>
    public static Figure Microseconds(string what, IReadOnlyList<double> nanoseconds, double? bar) =>
        OfTime(what, "us", 1e3, nanoseconds, bar);

    /// <summary>A time by itself, from nanoseconds, in milliseconds.</summary>
    public static Figure Milliseconds(string what, IReadOnlyList<double> nanoseconds, double? bar) =>
        OfTime(what, "ms", 1e6, nanoseconds, bar);

    private static Figure OfTime(
        string what, string unit, double unitNanoseconds, IReadOnlyList<double> nanoseconds, double? bar) => new(
        what,
        unit,
        Quantile.Of(nanoseconds, 0.5) / unitNanoseconds,
        Quantile.Of(nanoseconds, 0.1) / unitNanoseconds,
        Quantile.Of(nanoseconds, 0.9) / unitNanoseconds,
        bar);
}
