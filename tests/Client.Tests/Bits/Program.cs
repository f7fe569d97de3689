using System.Runtime.Intrinsics;
using ActorCompute.Client.Tests.Processes;

namespace ActorCompute.Client.Tests.Bits;

/// <summary>
/// Run as a program, the test assembly prints the hashes of its results: for the same results on a processor
/// that is told to have narrower vectors, which only the start of a process can say. Or it is a program with
/// worker processes, to be killed.
/// </summary>
internal static class Program
{
    private static async Task Main(string[] arguments)
    {
        if (arguments is [ParentProgram.Argument])
        {
            await ParentProgram.RunAsync();
            return;
        }

        using ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        Console.WriteLine($"512 {Vector512.IsHardwareAccelerated}");
        foreach ((string name, string hash) in await ResultHashes.Of(cluster, new JobOptions()))
        {
            Console.WriteLine($"{hash} {name}");
        }
    }
}
