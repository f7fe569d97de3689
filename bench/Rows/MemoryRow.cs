using ActorCompute.Bench.Contenders;
using ActorCompute.Bench.Measuring;

namespace ActorCompute.Bench.Rows;

/// <summary>What a client of a cluster holds beyond inputs and result, at its highest, for arrays of several sizes.</summary>
internal sealed class MemoryRow : IRow
{
    private const int Nodes = 2;
    private const double BarMebibytes = 64;

    private static readonly long[] Counts = [10, 10_000_000, 200_000_000];

    public string Name => "memory";

    public string Title => "the memory of a cluster's client beyond input and result";

    public RowResult Measure(BenchContext context)
    {
        if (!OperatingSystem.IsLinux()) return new RowResult([], [], ["measured on Linux only"]);
        string folder = Directory.CreateTempSubdirectory("actorcompute-bench-").FullName;
        try
        {
            using var nodes = new LocalNodes(Nodes, folder);
            nodes.WaitUntilListening();
            List<Figure> figures = [];
            foreach (long count in Counts)
            {
                figures.Add(Of(nodes, count, bySharedMemory: false));
                figures.Add(Of(nodes, count, bySharedMemory: true));
            }

            return new RowResult([], figures, []);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Figure Of(LocalNodes nodes, long count, bool bySharedMemory)
    {
        double mebibytes = ClientMemory.Measure(nodes.Seed, count, bySharedMemory) / (double)(1 << 20);
        string way = bySharedMemory ? "shared memory" : "sockets";
        return new Figure(
            $"client of exp of {count:N0} elements, {way}", "MiB", mebibytes, mebibytes, mebibytes, BarMebibytes);
    }
}
