using ActorCompute.Arrays;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;

namespace ActorCompute.Bench.Rows;

/// <summary>
/// The default chunk size against the best of a sweep: from a block, doubling, to all in one. The sweep's best three
/// run again, interleaved with the default.
/// </summary>
internal sealed class ChunkSizeRow : IRow
{
    private const double Bar = 1.10;
    private const int Finalists = 3;
    private const string Default = "default";

    public string Name => "chunk-size";

    public string Title => "default chunk size against the best of a sweep";

    public RowResult Measure(BenchContext context)
    {
        var contests = new List<Contest>();
        var figures = new List<Figure>();
        foreach (Work work in (Work[])[Work.Exp, Work.Fused, Work.Sum])
        {
            Samples[] sweep = context.Interleaving.Measure([.. Sizes(context.Count).Select(OfSize)]);
            IEnumerable<Contender> best = sweep
                .OrderBy(samples => samples.Median)
                .Take(Finalists)
                .Select(samples => OfSize(long.Parse(samples.Name)));
            Contender byDefault = work.Engine(context.Cluster, context.Source, context.Target, name: Default);
            Samples[] final = context.Interleaving.Measure([byDefault, .. best]);
            Samples winner = final.Skip(1).MinBy(samples => samples.Median)!;
            contests.Add(new Contest($"{work}, sweep", sweep));
            contests.Add(new Contest($"{work}, final", final));
            figures.Add(Figure.Ratio($"{work}, default against chunks of {winner.Name}", final[0], winner, Bar));

            Contender OfSize(long size) => work.Engine(
                context.Cluster,
                context.Source,
                context.Target,
                new JobOptions { ChunkSize = size },
                $"{size}");
        }

        return new RowResult(contests, figures, []);
    }

    private static IEnumerable<long> Sizes(long count)
    {
        long size = Block.Size;
        for (; size < count; size *= 2) yield return size;
        yield return size;
    }
}
