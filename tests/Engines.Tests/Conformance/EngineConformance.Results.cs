using ActorCompute.Arrays;
using ActorCompute.Arrays.Reductions;
using ActorCompute.Actors;
using ActorCompute.Messages;
using static ActorCompute.Messages.JobProtocol;

namespace ActorCompute.Engines.Tests.Conformance;

/// <summary>Results: whole, in order, and the same bits however they are computed.</summary>
public abstract partial class EngineConformance
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(1_000_000)]
    public async Task A_map_gives_every_element_its_value_in_its_place(int count)
    {
        await using EngineBench bench = Bench();
        double[] x = RandomNumbers(count);
        double[] expected = [.. x.Select((value, index) => 2 * value + index)];
        foreach (long chunkSize in new long[] { 1, 3 * Block.Size, 1L << 40 })
        {
            double[] result = new double[count];
            JobStatistics statistics =
                (await bench.Map("2*x + i", x, result, chunkSize).Start().Complete()).Statistics;
            result.ShouldBe(expected);
            statistics.ChunksDone.ShouldBe(statistics.Chunks);
        }

        ArrayCount(bench.Engine).ShouldBe(0);
    }

    [Fact]
    public async Task A_reduction_has_the_same_bits_for_all_chunk_sizes_and_workers()
    {
        double[] x = RandomNumbers(100_003);
        var seen = new Dictionary<Reduction, long>();
        foreach (int slots in new[] { 1, 2, 5 })
        {
            await using EngineBench bench = Bench(slots);
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                foreach (long blocks in new[] { 1, 2, 3, 7, 100 })
                {
                    JobCompleted completed = await bench.Reduce(
                        reduction, x, blocks * Block.Size).Start().Complete();
                    long bits = completed.Value!.Value.Bits;
                    if (!seen.TryAdd(reduction, bits))
                    {
                        bits.ShouldBe(seen[reduction], $"{reduction} of {blocks} blocks");
                    }
                }
            }
        }

        BitConverter.Int64BitsToDouble(seen[Reduction.Max]).ShouldBe(x.Max());
        BitConverter.Int64BitsToDouble(seen[Reduction.Sum]).ShouldBe(x.Sum(), 1e-9);
        seen[Reduction.Argmin].ShouldBe(Array.IndexOf(x, x.Min()));
    }

    [Fact]
    public async Task Jobs_of_many_threads_at_once_keep_apart()
    {
        await using EngineBench bench = Bench(3);
        double[] x = RandomNumbers(50_000);
        IEnumerable<Task> threads = Enumerable.Range(0, 6).Select(thread => Task.Run(async () =>
        {
            var random = new Random(RandomSeed + thread);
            for (int round = 0; round < 30; round++)
            {
                int factor = random.Next(1000);
                double[] result = new double[x.Length];
                await bench.Map($"x*{factor}", x, result, random.Next(1, 20_000)).Start().Complete();
                result.ShouldBe(x.Select(value => value * factor));
            }
        }));
        await Task.WhenAll(threads);
        ArrayCount(bench.Engine).ShouldBe(0);
    }

    [Fact]
    public async Task The_router_says_accepted_then_how_far_then_completed()
    {
        await using EngineBench bench = Bench();
        double[] x = RandomNumbers(2_000_000);
        double[] result = new double[x.Length];
        BenchJob job = bench.Map("sin(cos(sin(cos(x)))) ** 3.3", x, result, 1).Start();
        JobCompleted completed = await job.Complete();
        IReadOnlyList<object> messages = job.Listener.Messages;
        messages[0].ShouldBe(Started.Instance);
        messages[1].ShouldBe(new JobAccepted(job.Id, job.Spec.Grid.Chunks, Block.Size));
        messages[^1].ShouldBe(completed);
        var progress = messages.Skip(2).SkipLast(1).Cast<JobProgress>().ToList();
        progress.ShouldBe(progress.OrderBy(one => one.ChunksDone));
        progress.ShouldAllBe(one => one.ElementsDone <= x.Length && one.ChunksDone < job.Spec.Grid.Chunks);
        completed.Outputs.ShouldHaveSingleItem()
            .ShouldBe([new SliceRef(job.Arrays[1], 0, x.Length)]);
        completed.Story[0].Kind.ShouldBe(StoryKind.Submitted);
        completed.Story[^1].Kind.ShouldBe(StoryKind.Ended);
    }

    [Fact]
    public async Task Two_thousand_jobs_leave_nothing_behind()
    {
        await using EngineBench bench = Bench();
        double[] x = RandomNumbers(20_000);
        double[] result = new double[x.Length];
        long before = 0;
        for (int round = 0; round < 2_000; round++)
        {
            if (round == 200) before = GC.GetTotalMemory(forceFullCollection: true);
            BenchJob job = round % 2 == 0
                ? bench.Map("x + 1", x, result, 1)
                : bench.Reduce(Reduction.Sum, x, 1);
            await job.Start().Complete();
        }

        ArrayCount(bench.Engine).ShouldBe(0);
        (GC.GetTotalMemory(forceFullCollection: true) - before)
            .ShouldBeLessThan(2_000_000, "bytes of 1,800 jobs");
    }
}
