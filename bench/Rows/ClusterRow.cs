using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;

namespace ActorCompute.Bench.Rows;

/// <summary>Jobs on two worker processes of one slot, by sockets and by shared memory, each beside its floor.</summary>
internal sealed class ClusterRow : IRow
{
    private const int Nodes = 2;
    private const int SmallCount = 10;
    private const double SocketBar = 1.8;
    private const double MemoryBar = 1.5;
    private const double DaskSocketBar = 0.15;
    private const double DaskMemoryBar = 0.03;
    private const double NearBar = 1.2;
    private const double ChunkBarMicroseconds = 10;
    private const double SmallBarMicroseconds = 300;

    public string Name => "cluster";

    public string Title => $"a cluster of {Nodes} worker processes of one slot";

    public RowResult Measure(BenchContext context)
    {
        string folder = Directory.CreateTempSubdirectory("actorcompute-bench-").FullName;
        try
        {
            using var nodes = new LocalNodes(Nodes, folder);
            using ComputeCluster sockets = nodes.Connect(new ConnectOptions { SharesMemory = false });
            using ComputeCluster memory = nodes.Connect(new ConnectOptions { DataRoot = folder });
            using NumPyPeer? dask = NumPyPeer.TryStartDask(context.Count, Nodes);
            (Contest, Figure[])[] parts =
            [
                Shipped(context, sockets, memory, dask),
                Near(context, memory, folder),
                Small(context, memory),
            ];
            return new RowResult(
                [.. parts.Select(part => part.Item1)],
                [.. parts.SelectMany(part => part.Item2)],
                dask is null ? ["Dask not found: apt-get install python3-distributed"] : []);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>exp of an array of the client, and back.</summary>
    private static (Contest, Figure[]) Shipped(
        BenchContext context, ComputeCluster sockets, ComputeCluster memory, NumPyPeer? dask)
    {
        double[] source = context.SourceElements;
        using var raw = new RawSockets(context.Count * sizeof(double));
        using ComputeArray<double> shared = memory.CreateArray<double>(new Shape(context.Count));
        source.CopyTo(shared.Span(0, context.Count));
        var contest = new Contest("exp(x)", context.Interleaving.Measure(
        [
            Work.Exp.Engine(sockets, source, context.TargetElements, name: Names.BySockets),
            Contender.Of(Names.RawSockets, raw.Move),
            Into(Names.ByMemory, memory, shared),
            Into(Names.ByMemoryFromArray, memory, source),
            Into(Names.InProcess, context.Cluster, context.Source),
            .. dask is null ? [] : new[] { dask.Dask() },
        ]));
        Samples bySockets = contest.Find(Names.BySockets)!;
        Samples byMemory = contest.Find(Names.ByMemory)!;
        Samples inProcess = contest.Find(Names.InProcess)!;
        List<Figure> figures =
        [
            Figure.Ratio("exp by sockets against two raw sockets", bySockets, contest.Find(Names.RawSockets)!, SocketBar),
            Figure.Ratio("exp by shared memory against in process", byMemory, inProcess, MemoryBar),
            Figure.Ratio(
                "exp by shared memory, from double[], against in process",
                contest.Find(Names.ByMemoryFromArray)!,
                inProcess,
                null),
            Figure.Milliseconds("exp by shared memory, the first time", [byMemory.First], null),
        ];
        if (contest.Find(Names.Dask) is { } peer)
        {
            figures.Add(Figure.Ratio("exp by sockets against Dask, which ships it", bySockets, peer, DaskSocketBar));
            figures.Add(Figure.Ratio("exp by shared memory against Dask", byMemory, peer, DaskMemoryBar));
        }

        return (contest, [.. figures]);
    }

    /// <summary>sum(exp(x)) where x is made, or is found, by the nodes themselves.</summary>
    private static (Contest, Figure[]) Near(BenchContext context, ComputeCluster cluster, string folder)
    {
        string path = Path.Combine(folder, "x.npy");
        context.Cluster.EvaluateAsync(
            ArrayExpression.Parse("x"), [("x", context.Source)], ArrayOutput.File(path)).GetAwaiter().GetResult();

        ArrayInput random = ArrayInput.Random(context.Count);
        ArrayInput stored = ArrayInput.File(path);
        var contest = new Contest("sum(exp(x))", context.Interleaving.Measure(
        [
            Summed("x generated, on the nodes", cluster, random),
            Summed("x generated, in process", context.Cluster, random),
            Summed("x in a cached .npy, on the nodes", cluster, stored),
            Summed("x in a cached .npy, in process", context.Cluster, stored),
        ]));
        Samples[] of = contest.Contenders;
        return (contest,
        [
            Figure.Ratio("sum(exp(x)), x generated, against in process", of[0], of[1], NearBar),
            Figure.Ratio("sum(exp(x)), x in a .npy, against in process", of[2], of[3], NearBar),
        ]);
    }

    /// <summary>What messages cost: a job of one chunk, and one of many.</summary>
    private static (Contest, Figure[]) Small(BenchContext context, ComputeCluster cluster)
    {
        double[] few = context.SourceElements[..SmallCount];
        double[] result = new double[SmallCount];
        ArrayInput numbers = ArrayInput.Arange(context.Count);
        var contest = new Contest("messages", context.Interleaving.Measure(
        [
            Work.Exp.Engine(cluster, few, result, name: $"exp of {SmallCount} elements"),
            Counted("sum of arange, chunks of one block", Block.Size),
            Counted("sum of arange, two chunks", Block.RoundUp(context.Count / 2)),
        ]));
        Samples[] of = contest.Contenders;
        double chunks = context.Count / (double)Block.Size;
        double[] each = [.. of[1].Rounds.Zip(of[2].Rounds, (many, two) => (many - two) / chunks)];
        return (contest,
        [
            Figure.Microseconds("a remote chunk without payload", each, ChunkBarMicroseconds),
            Figure.Microseconds($"a job of {SmallCount} elements", of[0].Rounds, SmallBarMicroseconds),
        ]);

        Contender Counted(string name, long chunkSize) => Contender.Of(
            name,
            () => cluster.ReduceAsync<long>(
                Reduction.Sum, Work.Sum.Expression, [("x", numbers)], new JobOptions { ChunkSize = chunkSize })
                .GetAwaiter().GetResult());
    }

    private static Contender Summed(string name, ComputeCluster cluster, ArrayInput input) => Contender.Of(
        name,
        () => cluster.ReduceAsync<double>(Reduction.Sum, Work.Exp.Expression, [("x", input)])
            .GetAwaiter().GetResult());

    private static Contender Into(string name, ComputeCluster cluster, ArrayInput input) => Contender.Of(
        name,
        () => cluster.EvaluateAsync<double>(Work.Exp.Expression, [("x", input)]).GetAwaiter().GetResult().Dispose());
}
