namespace ActorCompute.Bench.Measuring;

/// <summary>What one contender took, in nanoseconds a call.</summary>
/// <param name="Name">The contender.</param>
/// <param name="First">The first call, with all that is made once: compiled code, threads, touched memory.</param>
/// <param name="Rounds">The warm calls, one value a round.</param>
internal sealed record Samples(string Name, double First, double[] Rounds)
{
    /// <summary>The median of the warm calls.</summary>
    public double Median => Quantile.Of(Rounds, 0.5);
}

/// <summary>Quantiles of small samples.</summary>
internal static class Quantile
{
    /// <summary>The value below which a fraction of the sample lies, between neighbours in proportion.</summary>
    public static double Of(IEnumerable<double> sample, double fraction)
    {
        double[] sorted = [.. sample.Order()];
        double place = fraction * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
