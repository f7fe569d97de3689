using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;

namespace ActorCompute.Bench.Rows;

/// <summary>
/// Functions and arithmetic on all cores against a copy of the same bytes, and a longer expression against
/// NumPy.
/// </summary>
internal sealed class CoresRow : IRow
{
    private const double CopyBar = 1.15;
    private const double FusedBar = 0.20;

    public string Name => "cores";

    public string Title => "functions on all cores, large arrays, result memory given";

    public RowResult Measure(BenchContext context)
    {
        List<Contest> contests = [];
        List<Figure> figures = [];
        foreach (Work work in (Work[])[Work.Exp, Work.Log, Work.Line])
        {
            using DirectKernel direct = work.Direct(context.Source, context.Target, context.Team.Slots);
            ParallelCopy copy = context.Copying;
            Samples[] samples = context.Interleaving.Measure(
            [
                work.Engine(context.Cluster, context.Source, context.Target),
                Contender.Of(Names.SplitByThreads, () => direct.RunOn(context.Team)),
                Contender.Of(Names.Copy, copy.Copy),
                Contender.Of(Names.CopyPastTheCache, copy.CopyPastTheCache),
            ]);
            contests.Add(new Contest($"{work}", samples));
            Samples best = samples[2..].MinBy(one => one.Median)!;
            figures.Add(Figure.Ratio($"{work} against {best.Name}", samples[0], best, CopyBar));
        }

        if (context.NumPy is not { } numPy) return new RowResult(contests, figures, [NumPyPeer.HowToGet]);
        Samples[] fused = context.Interleaving.Measure(
        [
            Work.Fused.Engine(context.Cluster, context.Source, context.Target),
            numPy.For(Work.Fused.Name).First(),
        ]);
        contests.Add(new Contest($"{Work.Fused}", fused));
        figures.Add(Figure.Ratio($"{Work.Fused} against NumPy", fused[0], fused[1], FusedBar));
        return new RowResult(contests, figures, []);
    }
}
