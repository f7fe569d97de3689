using ActorCompute.Arrays;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

namespace ActorCompute.Seed.Measuring;

/// <summary>The time of one way to cut the work and hand it out.</summary>
/// <param name="Parts">Into how many parts the array is split.</param>
/// <param name="AtOnce">How many parts a worker is given at a time.</param>
/// <param name="Seconds">Of the fastest round.</param>
internal readonly record struct SweepCell(int Parts, int AtOnce, double Seconds);

/// <summary>
/// The seconds of the library's own choice and of the best cell, in turn with each other. The best of 64 is
/// the luckiest too: only a second time is a fair measure.
/// </summary>
internal readonly record struct SweepRunOff(double Default, double Best)
{
    /// <summary>The time of the library's own choice over that of the best.</summary>
    public double DefaultOverBest => Default / Best;
}

/// <summary>What the sweep found. Immutable.</summary>
/// <param name="Count">Elements of the array.</param>
/// <param name="Workers">How many workers computed.</param>
/// <param name="Rounds">Of how many times each is the fastest.</param>
/// <param name="Cells">By parts, then by how many at once.</param>
/// <param name="DefaultSeconds">The time of the library's own choice, in turn with the cells.</param>
/// <param name="SerialSeconds">The time of one thread with nothing around, in turn with the cells.</param>
/// <param name="RunOff">The library's own choice and the best, once more.</param>
internal sealed record SweepResult(
    long Count,
    int Workers,
    int Rounds,
    IReadOnlyList<SweepCell> Cells,
    double DefaultSeconds,
    double SerialSeconds,
    SweepRunOff RunOff)
{
    /// <summary>The fastest of the cells.</summary>
    public SweepCell Best => Cells.MinBy(cell => cell.Seconds);

    /// <summary>The time of a cell by the places of its numbers in the sizes of the sweep.</summary>
    public double Seconds(int parts, int atOnce) => Cells[(parts * Sweep.Sizes.Count) + atOnce].Seconds;
}

/// <summary>
/// exp of an array "split into S parts, dispatch C at a time". A job of the library has no such S and C: its
/// chunks are elements, and each is assigned alone. So the parts are the items of a pool's Map with chunk
/// size C, and an item runs the same kernel on its part, into the same result.
/// </summary>
internal static class Sweep
{
    /// <summary>The values of S, and of C.</summary>
    public static IReadOnlyList<int> Sizes { get; } = [1, 2, 4, 8, 16, 32, 64, 128];

    /// <summary>Takes all times. Parts are whole blocks of 4,096 elements, and some may be empty.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static SweepResult Run(long count, int rounds, CancellationToken stop)
    {
        Workload work = Workload.Exp(count);
        using ComputeCluster cluster = ComputeCluster.Local();
        ActorPool pool = cluster.Pool();
        try
        {
            (int Parts, int AtOnce)[] pairs =
                [.. from parts in Sizes from atOnce in Sizes select (parts, atOnce)];
            Action[] ways =
            [
                () => work.RunHere(0, count),
                () => work.RunOn(cluster, count, null),
                .. pairs.Select(pair => InParts(work, count, pool, pair.Parts, pair.AtOnce)),
            ];
            double[] seconds = Contest.LeastSeconds(ways, rounds, stop);
            double[] ofPairs = seconds[2..];
            SweepCell[] cells =
                [.. pairs.Zip(ofPairs, (pair, time) => new SweepCell(pair.Parts, pair.AtOnce, time))];
            Action best = ways[2 + Array.IndexOf(ofPairs, ofPairs.Min())];
            double[] again = Contest.LeastSeconds([ways[1], best], rounds, stop);
            return new SweepResult(
                count, cluster.Workers, rounds, cells, seconds[1], seconds[0],
                new SweepRunOff(again[0], again[1]));
        }
        finally
        {
            pool.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static Action InParts(Workload work, long count, ActorPool pool, int parts, int atOnce)
    {
        int[] items = [.. Enumerable.Range(0, parts)];
        var lengths = new long[parts];
        Func<int, long> run = part =>
        {
            long start = Start(part);
            long length = Start(part + 1) - start;
            work.RunHere(start, length);
            return length;
        };
        return () => pool.Map(run, items, lengths, atOnce);

        long Start(int part) => Math.Min(count, Block.CountFor(count) * part / parts * Block.Size);
    }
}
