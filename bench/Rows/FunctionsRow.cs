using ActorCompute.Arrays;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;
using ActorCompute.Client.Pools;
using ActorCompute.Engines.Cluster.Carriers;

namespace ActorCompute.Bench.Rows;

/// <summary>A pool's small records to and from other processes: the program's own, and worker nodes of each
/// engine.</summary>
internal sealed class FunctionsRow : IRow
{
    private const int Workers = 2;
    private const int Count = 10_000;
    private const double NodeBar = 2;

    public string Name => "functions";

    public string Title => $"Map of {Count:N0} small records by {Workers} workers";

    public RowResult Measure(BenchContext context)
    {
        BenchOrder[] orders = [.. Enumerable.Range(0, Count).Select(
            number => new BenchOrder(number, $"order {number}", [new BenchLine(number % 9, 2.5m)]))];
        string folder = Directory.CreateTempSubdirectory("actorcompute-bench-").FullName;
        try
        {
            using ComputeCluster local = ComputeCluster.StartLocalAsync(Workers).GetAwaiter().GetResult();
            using ActorPool processes = local.Pool();
            using ActorPool threads = context.Cluster.Pool(Workers);
            using var tcp = new NodePool(folder, ClusterEngines.Tcp);
            using NodePool? akka = NodePool.TryStart(folder, ClusterEngines.Akka, out string? absent);
            var contest = new Contest($"{Count:N0} records", context.Interleaving.Measure(
            [
                Work("threads", threads),
                Work("processes of the program", processes),
                Work("worker nodes, tcp", tcp.Pool),
                .. akka is null ? [] : new[] { Work("worker nodes, akka, by Hyperion", akka.Pool) },
            ]));
            Samples[] of = contest.Contenders;
            return new RowResult(
                [contest],
                [
                    Figure.Ratio("records by nodes of tcp against processes", of[2], of[1], NodeBar),
                    .. of[3..].Select(one => Figure.Ratio("by Hyperion against processes", one, of[1], null)),
                    .. of.Select(one => Figure.Microseconds(
                        $"a record, {one.Name}", [.. one.Rounds.Select(nanoseconds => nanoseconds / Count)], null)),
                ],
                absent is null ? [] : [absent]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Contender Work(string name, ActorPool pool) =>
            Contender.Of(name, () => pool.Map(BenchFunctions.Total, orders));
    }

    /// <summary>Worker nodes that run the functions, and a pool on them.</summary>
    private sealed class NodePool : IDisposable
    {
        private static readonly Type[] s_types =
            [typeof(BenchFunctions), typeof(BenchOrder), typeof(BenchLine), typeof(BenchBill)];

        private readonly LocalNodes _nodes;
        private readonly ComputeCluster _cluster;

        public NodePool(string folder, string engine)
        {
            _nodes = new LocalNodes(Workers, folder, engine, s_types);
            _cluster = _nodes.Connect(new ConnectOptions { Functions = [.. s_types] });
            Pool = _cluster.Pool(Workers);
        }

        public ActorPool Pool { get; }

        public static NodePool? TryStart(string folder, string engine, out string? absent)
        {
            try
            {
                ClusterEngines.Resolve(engine);
                absent = null;
                return new NodePool(folder, engine);
            }
            catch (ComputeException error)
            {
                absent = error.Message;
                return null;
            }
        }

        public void Dispose()
        {
            Pool.Dispose();
            _cluster.Dispose();
            _nodes.Dispose();
        }
    }
}

/// <summary>What is called for each record.</summary>
internal static class BenchFunctions
{
    public static BenchBill Total(BenchOrder order) =>
        new(order.Number, order.Lines.Sum(line => line.Count * line.Price));
}

internal sealed record BenchLine(int Count, decimal Price);

internal sealed record BenchOrder(int Number, string Name, BenchLine[] Lines);

internal sealed record BenchBill(int Number, decimal Total);
