using ActorCompute.Client;
using ActorCompute.Cluster.Tests.Processes;

namespace ActorCompute.Cluster.Tests.Functions;

/// <summary>Worker nodes that run the functions of <see cref="Shop"/>.</summary>
internal static class FunctionCluster
{
    private static readonly Type[] s_types =
        [typeof(Shop), typeof(Order), typeof(Line), typeof(Bill), typeof(Shape), typeof(Circle)];

    /// <summary>What nodes and clients have on their lists.</summary>
    public static FunctionTypes Types => [.. s_types];

    /// <summary>What says so on a node's command line.</summary>
    public static string[] Options { get; } =
    [
        "--functions", CopyAssembly(),
        .. s_types.SelectMany(type => (string[])["--allow", type.FullName!]),
    ];

    /// <summary>Starts a cluster of two nodes, a and b.</summary>
    public static async Task<TestCluster> Start(
        Action<string> output, CertificateFolder? certificates = null)
    {
        TestCluster cluster = await TestCluster.Start(output, workers: 0, certificates: certificates);
        try
        {
            await Task.WhenAll(
                cluster.StartWorker("a", options: Options), cluster.StartWorker("b", options: Options));
            await cluster.Nodes(nodes => nodes.Length == 2, "2 nodes");
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A program's assembly is in a folder of its own, and not in that of the node.</summary>
    private static string CopyAssembly()
    {
        string assembly = typeof(Shop).Assembly.Location;
        DirectoryInfo folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "functions"));
        string copy = Path.Combine(folder.FullName, Path.GetFileName(assembly));
        File.Copy(assembly, copy, overwrite: true);
        return copy;
    }

    /// <summary>So many orders.</summary>
    public static Order[] Orders(int count) =>
    [
        .. Enumerable.Range(0, count).Select(number => new Order(
            number, [new Line("plum", number, 0.25m), new Line("", number % 7, 12345678901234567.89m)])),
    ];
}
