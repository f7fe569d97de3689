using System.Diagnostics;
using System.Globalization;
using ActorCompute.Arrays;
using ActorCompute.Arrays.Expressions;
using ActorCompute.Arrays.Memory;
using ActorCompute.Client;
using ActorCompute.Engines.Cluster.Carriers;

namespace ActorCompute.Bench.Contenders;

/// <summary>
/// A client in a process of its own, whose memory beyond input and result is measured: this program, started again with
/// <see cref="Command"/>.
/// </summary>
internal static class ClientMemory
{
    public const string Command = "client-memory";

    /// <summary>The most that a client has held at once while it computed exp, beyond input and result, in bytes.</summary>
    /// <param name="seed">The cluster.</param>
    /// <param name="count">Elements.</param>
    /// <param name="bySharedMemory">False for arrays of the program, which go by sockets.</param>
    public static long Measure(string seed, long count, bool bySharedMemory)
    {
        string[] arguments =
        [
            "exec", Path.Combine(AppContext.BaseDirectory, "ActorCompute.Bench.dll"), Command, seed, $"{count}",
            $"{bySharedMemory}",
        ];
        using Process client =
            Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string answer = client.StandardOutput.ReadToEnd();
        client.WaitForExit();
        return long.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <summary>The client: prints the figure.</summary>
    public static int Run(string[] arguments)
    {
        long count = long.Parse(arguments[2], CultureInfo.InvariantCulture);
        bool bySharedMemory = bool.Parse(arguments[3]);
        var options = new ConnectOptions { Engine = ClusterEngines.Tcp, SharesMemory = bySharedMemory };
        using ComputeCluster cluster = ComputeCluster.ConnectAsync(arguments[1], options).GetAwaiter().GetResult();
        var exp = ArrayExpression.Parse("exp(x)");
        if (bySharedMemory)
        {
            using ComputeArray<double> x = cluster.CreateArray<double>(new Shape(count));
            for (long start = 0; start < count; start += Block.Size)
            {
                x.Span(start, (int)Math.Min(Block.Size, count - start)).Fill(0.5);
            }

            cluster.EvaluateAsync<double>(exp, [("x", x)]).GetAwaiter().GetResult().Dispose();
        }
        else
        {
            double[] x = new double[count];
            Array.Fill(x, 0.5);
            double[] y = new double[count];
            cluster.EvaluateAsync(exp, [("x", x)], y).GetAwaiter().GetResult();
        }

        Console.Write((HighestResidentBytes() - 2 * count * sizeof(double)).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>VmHWM of Linux, in bytes.</summary>
    private static long HighestResidentBytes()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:"));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
