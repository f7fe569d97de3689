using ActorCompute.Arrays;
using ActorCompute.Client;

namespace ActorCompute.Seed.Measuring;

/// <summary>The seconds, of the fastest round, of the three ways for a count of elements.</summary>
internal readonly record struct CrossoverPoint(long Count, double Serial, double Parallel, double Default);

/// <summary>Where two lines cross.</summary>
internal readonly record struct Crossing(double Count, double Seconds);

/// <summary>The times of one function, by count. Immutable.</summary>
internal sealed record CrossoverSeries(string Name, IReadOnlyList<CrossoverPoint> Points)
{
    // Less is what the same thing differs by when it is timed twice.
    private const double RealLead = 0.95;

    /// <summary>True if parallel is clearly faster, by 5 % or more, at the greatest count.</summary>
    public bool DoesParallelWin => Points[^1].Parallel <= Points[^1].Serial * RealLead;

    /// <summary>
    /// From where on parallel is faster than serial for all greater counts, between two points on straight
    /// lines of the logarithms; null if it does not win in the end, or is faster from the first.
    /// </summary>
    public Crossing? Crossing
    {
        get
        {
            if (!DoesParallelWin) return null;
            int last = Points.Count - 1;
            while (last >= 0 && Points[last].Parallel < Points[last].Serial) last--;
            if (last < 0) return null;
            (CrossoverPoint before, CrossoverPoint after) = (Points[last], Points[last + 1]);
            double gapBefore = Math.Log(before.Parallel / before.Serial);
            double gapAfter = Math.Log(after.Serial / after.Parallel);
            double fraction = gapBefore / (gapBefore + gapAfter);
            return new Crossing(
                Between(before.Count, after.Count, fraction), Between(before.Serial, after.Serial, fraction));
        }
    }

    private static double Between(double first, double second, double fraction) =>
        first * Math.Pow(second / first, fraction);
}

/// <summary>What was found. Immutable.</summary>
/// <param name="Workers">How many workers computed.</param>
/// <param name="Rounds">Of how many times each is the fastest.</param>
/// <param name="Series">A function each.</param>
internal sealed record CrossoverResult(int Workers, int Rounds, IReadOnlyList<CrossoverSeries> Series);

/// <summary>
/// Time over count: serial, the kernel alone on the calling thread; parallel at any price, one equal chunk a
/// worker, and none computed by the calling thread, which pays for the hand-over however small the job (of
/// whole blocks: up to 4,096 elements there is one chunk, on another thread); and the library's default.
/// </summary>
internal static class Crossover
{
    private static readonly int[] _steps = [1, 2, 5];

    /// <summary>Takes all times.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CrossoverResult Run(long largest, int rounds, CancellationToken stop)
    {
        using ComputeCluster cluster = ComputeCluster.Local();
        Workload[] functions = [Workload.RandomSquare(largest), Workload.Exp(largest)];

        // All before the first is timed, since what they have in common is most of what a small job takes.
        long least = Counts(largest).First();
        Contest.WarmUp([.. functions.SelectMany(work => Ways(work, cluster, least))], stop);
        CrossoverSeries[] series =
            [.. functions.Select(work => Measure(work, cluster, largest, rounds, stop))];
        return new CrossoverResult(cluster.Workers, rounds, series);
    }

    /// <summary>10, 20, 50, 100 and so on to the largest, which is the last.</summary>
    public static IEnumerable<long> Counts(long largest)
    {
        for (long decade = 10; decade < largest; decade *= 10)
        {
            foreach (int step in _steps)
            {
                if (decade * step < largest) yield return decade * step;
            }
        }

        yield return largest;
    }

    private static CrossoverSeries Measure(
        Workload work, ComputeCluster cluster, long largest, int rounds, CancellationToken stop)
    {
        var points = new List<CrossoverPoint>();
        foreach (long count in Counts(largest))
        {
            double[] seconds = Contest.LeastSeconds(Ways(work, cluster, count), rounds, stop);
            points.Add(new CrossoverPoint(count, seconds[0], seconds[1], seconds[2]));
        }

        return new CrossoverSeries(work.Name, points);
    }

    /// <summary>Serial, parallel at any price, the default.</summary>
    private static Action[] Ways(Workload work, ComputeCluster cluster, long count)
    {
        var atAnyPrice = new JobOptions
        {
            ChunkSize = Block.RoundUp((count + cluster.Workers - 1) / cluster.Workers),
            CallerHelps = false,
        };
        return
        [
            () => work.RunHere(0, count),
            () => work.RunOn(cluster, count, atAnyPrice),
            () => work.RunOn(cluster, count, null),
        ];
    }
}
