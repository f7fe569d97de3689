using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;

namespace ActorCompute.Bench.Rows;

/// <summary>
/// Reductions of large arrays, on all cores and on one, against reading the same bytes and against NumPy: all
/// of them read memory once, the variance too.
/// </summary>
internal sealed class ReductionsRow : IRow
{
    private const double ReadBar = 1.15;

    private static readonly (string Name, Reduction Reduction, string Text)[] Works =
    [
        ("sum", Reduction.Sum, "x"),
        ("sum of products", Reduction.Sum, "x*y"),
        ("min", Reduction.Min, "x"),
        ("max", Reduction.Max, "x"),
        ("argmin", Reduction.Argmin, "x"),
        ("mean", Reduction.Mean, "x"),
        ("var", Reduction.Var, "x"),
    ];

    public string Name => "reductions";

    public string Title => "reductions of large arrays, against reading the same bytes";

    public RowResult Measure(BenchContext context)
    {
        using var alone = new SlotTeam(1);
        List<Contest> contests = [];
        List<Figure> figures = [];
        foreach ((string name, Reduction reduction, string text) in Works)
        {
            var expression = ArrayExpression.Parse(text);
            bool isOfTwo = text.Contains('y');
            using DirectKernel serial = Serial(context, expression, reduction, isOfTwo);
            ParallelCopy byAll = context.Copying;
            ParallelCopy byOne = context.CopyingBy(alone);
            Contender[] contenders =
            [
                Contender.Of(Names.Ours, () => Reduce(context, expression, reduction, isOfTwo)),
                Contender.Of(Names.Read, isOfTwo ? byAll.ReadBoth : byAll.Read),
                Contender.Of(Names.SerialKernel, serial.RunSerially),
                Contender.Of(Names.ReadByOne, isOfTwo ? byOne.ReadBoth : byOne.Read),
                .. context.NumPy is { } numPy ? [numPy.For(name).First()] : Array.Empty<Contender>(),
            ];
            var contest = new Contest(name, context.Interleaving.Measure(contenders));
            contests.Add(contest);
            figures.Add(Against(contest, Names.Ours, Names.Read, ReadBar));
            figures.Add(Against(contest, Names.SerialKernel, Names.ReadByOne, ReadBar));
            if (context.NumPy is not null) figures.Add(Against(contest, Names.SerialKernel, Names.NumPy, 1));
        }

        return new RowResult(contests, figures, context.NumPy is null ? [NumPyPeer.HowToGet] : []);
    }

    private static Figure Against(Contest contest, string subject, string ceiling, double bar) => Figure.Ratio(
        $"{contest.Work}, {subject} against {ceiling}", contest.Find(subject)!, contest.Find(ceiling)!, bar);

    private static void Reduce(
        BenchContext context, ArrayExpression expression, Reduction reduction, bool isOfTwo)
    {
        (string, ArrayInput)[] inputs =
            isOfTwo ? [("x", context.Source), ("y", context.Target)] : [("x", context.Source)];
        if (reduction == Reduction.Argmin)
        {
            context.Cluster.ReduceAsync<long>(reduction, expression, inputs).GetAwaiter().GetResult();
        }
        else
        {
            context.Cluster.ReduceAsync<double>(reduction, expression, inputs).GetAwaiter().GetResult();
        }
    }

    private static DirectKernel Serial(
        BenchContext context, ArrayExpression expression, Reduction reduction, bool isOfTwo)
    {
        List<(string, ElementSource)> inputs = [("x", new ArraySource(context.Source))];
        if (isOfTwo) inputs.Add(("y", new ArraySource(context.Target)));
        return new DirectKernel(expression, reduction, inputs, null, slots: 1);
    }
}
