using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;

namespace ActorCompute.Bench.Rows;

/// <summary>What a work on large arrays may take, as ratios; null where there is no bar.</summary>
internal sealed record LargeBars
{
    public double? Split { get; init; }

    public double? Memory { get; init; }

    public double? NumPy { get; init; }

    public double? NumExpr { get; init; }
}

/// <summary>
/// A work on large arrays against everything else that does it: the same kernels split by hand, memory alone,
/// NumPy, and the ways of .NET.
/// </summary>
internal sealed class LargeRow(Work work, LargeBars bars) : IRow
{
    public string Name => work.Name;

    public string Title => work.Reduction is null ? $"{work}, large arrays, result memory given" : $"{work}, a large array";

    public RowResult Measure(BenchContext context)
    {
        using DirectKernel direct = work.Direct(context.Source, context.Target, context.Team.Slots);
        Contender[] contenders =
        [
            work.Engine(context.Cluster, context.Source, context.Target),
            Contender.Of(Names.SplitByThreads, () => direct.RunOn(context.Team)),
            Contender.Of(Names.SplitByParallelFor, direct.RunInParallelFor),
            .. MemoryAlone(context),
            .. context.NumPy?.For(work.Name) ?? [],
            .. WaysOfDotNet(new DotNetWays(context.SourceElements, context.TargetElements)),
        ];
        var contest = new Contest(work.ToString(), context.Interleaving.Measure(contenders));
        return new RowResult([contest], [.. Figures(contest)], context.NumPy is null ? [NumPyPeer.HowToGet] : []);
    }

    private IEnumerable<Contender> MemoryAlone(BenchContext context)
    {
        ParallelCopy copy = context.Copying;
        return work.Reduction is null
            ? [Contender.Of(Names.Copy, copy.Copy), Contender.Of(Names.CopyPastTheCache, copy.CopyPastTheCache)]
            : [Contender.Of(Names.Read, copy.Read)];
    }

    private Contender[] WaysOfDotNet(DotNetWays ways) => work.Name switch
    {
        "exp" => Ways(ways.ExpTensorPrimitives, () => ways.ExpPlinq(), ways.ExpLoop),
        "fused" => Ways(ways.FusedTensorPrimitives, () => ways.FusedPlinq(), ways.FusedLoop),
        _ => Ways(() => ways.SumTensorPrimitives(), () => ways.SumPlinq(), () => ways.SumLoop()),
    };

    private static Contender[] Ways(Action tensorPrimitives, Action plinq, Action loop) =>
    [
        Contender.Of(Names.TensorPrimitives, tensorPrimitives),
        Contender.Of(Names.Plinq, plinq),
        Contender.Of(Names.Loop, loop),
    ];

    private IEnumerable<Figure> Figures(Contest contest)
    {
        Samples ours = contest.Find(Names.Ours)!;
        yield return Against(Better(Names.SplitByThreads, Names.SplitByParallelFor), bars.Split);
        yield return work.Reduction is null
            ? Against(Better(Names.Copy, Names.CopyPastTheCache), bars.Memory)
            : Against(contest.Find(Names.Read)!, bars.Memory);
        if (contest.Find(Names.NumPy) is { } numPy) yield return Against(numPy, bars.NumPy);
        if (contest.Find(Names.NumExpr) is { } numExpr) yield return Against(numExpr, bars.NumExpr);
        yield return Against(contest.Find(Names.TensorPrimitives)!, null);
        yield return Against(contest.Find(Names.Plinq)!, null);
        yield return Against(contest.Find(Names.Loop)!, null);

        Figure Against(Samples ceiling, double? bar) =>
            Figure.Ratio($"{contest.Work} against {ceiling.Name}", ours, ceiling, bar);

        Samples Better(string first, string second) =>
            new[] { contest.Find(first)!, contest.Find(second)! }.MinBy(samples => samples.Median)!;
    }
}
