using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;
using ActorCompute.Client;
using ActorCompute.Engines.Cluster.Carriers;

namespace ActorCompute.Bench.Rows;

/// <summary>The same jobs on both engines of clusters, each with two worker processes of one slot.</summary>
internal sealed class AkkaRow : IRow
{
    private const int Nodes = 2;
    private const int StartedNodes = 3;
    private const int Starts = 5;
    private const int SmallCount = 10;
    private const double ShippedBar = 1 / 0.9;
    private const double SmallBarMicroseconds = 1000;
    private const double UpBarMilliseconds = 5000;

    public string Name => "akka";

    public string Title => $"the engines tcp and akka, with {Nodes} worker processes of one slot each";

    public RowResult Measure(BenchContext context)
    {
        try
        {
            ClusterEngines.Resolve(ClusterEngines.Akka);
        }
        catch (ComputeException absent)
        {
            return new RowResult([], [], [absent.Message]);
        }

        string folder = Directory.CreateTempSubdirectory("actorcompute-bench-").FullName;
        try
        {
            var bySockets = new ConnectOptions { SharesMemory = false };
            using var tcpNodes = new LocalNodes(Nodes, folder, ClusterEngines.Tcp);
            using var akkaNodes = new LocalNodes(Nodes, folder, ClusterEngines.Akka);
            using ComputeCluster tcp = tcpNodes.Connect(bySockets);
            using ComputeCluster akka = akkaNodes.Connect(bySockets);
            Figure up = UntilUp(folder);
            (Contest shipped, Figure ratio) = Shipped(context, tcp, akka);
            (Contest messages, Figure[] small) = Messages(context, tcp, akka);
            return new RowResult([shipped, messages], [ratio, .. small, up], []);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A seed node and three worker nodes, from the last "listening" on.</summary>
    private static Figure UntilUp(string folder)
    {
        var times = new List<double>();
        for (int run = 0; run < Starts; run++)
        {
            using var nodes = new LocalNodes(StartedNodes, folder, ClusterEngines.Akka);
            times.Add(nodes.TimeUntilUp().TotalNanoseconds);
        }

        return Figure.Milliseconds($"{StartedNodes} worker nodes, from listening to up", times, UpBarMilliseconds);
    }

    private static (Contest, Figure) Shipped(BenchContext context, ComputeCluster tcp, ComputeCluster akka)
    {
        double[] source = context.SourceElements;
        var contest = new Contest("exp(x), by sockets", context.Interleaving.Measure(
        [
            Work.Exp.Engine(tcp, source, context.TargetElements, name: "tcp"),
            Work.Exp.Engine(akka, source, context.TargetElements, name: "akka"),
        ]));
        Samples[] of = contest.Contenders;
        return (contest, Figure.Ratio("exp by akka against tcp", of[1], of[0], ShippedBar));
    }

    private static (Contest, Figure[]) Messages(BenchContext context, ComputeCluster tcp, ComputeCluster akka)
    {
        double[] few = context.SourceElements[..SmallCount];
        double[] result = new double[SmallCount];
        ArrayInput numbers = ArrayInput.Arange(context.Count);
        var contest = new Contest("messages", context.Interleaving.Measure(
        [
            Work.Exp.Engine(tcp, few, result, name: $"exp of {SmallCount} elements, tcp"),
            Work.Exp.Engine(akka, few, result, name: $"exp of {SmallCount} elements, akka"),
            Counted("sum of arange, chunks of one block, tcp", tcp, Block.Size),
            Counted("sum of arange, chunks of one block, akka", akka, Block.Size),
            Counted("sum of arange, two chunks, akka", akka, Block.RoundUp(context.Count / 2)),
        ]));
        Samples[] of = contest.Contenders;
        double chunks = context.Count / (double)Block.Size;
        double[] each = [.. of[3].Rounds.Zip(of[4].Rounds, (many, two) => (many - two) / chunks)];
        return (contest,
        [
            Figure.Microseconds($"a job of {SmallCount} elements, akka", of[1].Rounds, SmallBarMicroseconds),
            Figure.Microseconds($"a job of {SmallCount} elements, tcp", of[0].Rounds, null),
            Figure.Microseconds("a remote chunk without payload, akka", each, null),
        ]);

        Contender Counted(string name, ComputeCluster cluster, long chunkSize) => Contender.Of(
            name,
            () => cluster.ReduceAsync<long>(
                Reduction.Sum, Work.Sum.Expression, [("x", numbers)], new JobOptions { ChunkSize = chunkSize })
                .GetAwaiter().GetResult());
    }
}
