using System.Diagnostics;
using ActorCompute.Arrays;

namespace ActorCompute.Client.Tests.Bits;

/// <summary>The first promise: a result is a function of the inputs and the expression alone.</summary>
public sealed class SameBitsTests
{
    [Fact]
    public async Task Chunk_sizes_and_workers_change_no_bit()
    {
        List<(string Name, string Hash)>? first = null;
        foreach (int workers in new[] { 1, 2, 3, 4, 16 })
        {
            await using ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = workers });
            foreach (long chunkSize in new long[] { Block.Size, 5 * Block.Size, 1L << 40 })
            {
                List<(string Name, string Hash)> hashes =
                    await ResultHashes.Of(cluster, new JobOptions { ChunkSize = chunkSize });
                first ??= hashes;
                hashes.ShouldBe(first, $"{workers} workers, chunks of {chunkSize}");
            }
        }

        first!.Select(one => one.Hash).Distinct().Count()
            .ShouldBeGreaterThan(150, "the hashes tell results apart");
    }

    [Fact]
    public async Task Narrower_vectors_change_no_bit()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(SameBitsTests).Assembly.Location])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_EnableAVX512"] = "0", ["DOTNET_EnableAVX512F"] = "0" },
        };
        using Process process = Process.Start(start)!;
        string[] lines = (await process.StandardOutput.ReadToEndAsync()).Split(
            '\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        lines[0].ShouldBe("512 False");
        await using ComputeCluster cluster = ComputeCluster.Local(new LocalOptions { Workers = 2 });
        List<(string Name, string Hash)> hashes = await ResultHashes.Of(cluster, new JobOptions());
        lines.Skip(1).ShouldBe(hashes.Select(one => $"{one.Hash} {one.Name}"));
    }
}
