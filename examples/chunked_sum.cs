#:project ../src/Client/ActorCompute.Client.csproj

// The sum of 1 to 10: at once, and by four workers that add up two numbers each, whose sums are then added.
// Run it with: dotnet run -c Release examples/chunked_sum.cs [--processes N]

using System.Diagnostics;
using System.Globalization;
using ActorCompute.Client;
using ActorCompute.Client.Pools;

await using ComputeCluster compute = args is ["--processes", var processes]
    ? await ComputeCluster.StartLocalAsync(int.Parse(processes, CultureInfo.InvariantCulture))
    : ComputeCluster.Local();
await using ActorPool pool = compute.Pool(processes: 4);
int[] numbers = [.. Enumerable.Range(1, 10)];

long start = Stopwatch.GetTimestamp();
int atOnce = numbers.Sum();
Console.WriteLine($"at once {atOnce} in {Stopwatch.GetElapsedTime(start).TotalMicroseconds:F1} us");

start = Stopwatch.GetTimestamp();
int inChunks = SumInChunks();
double first = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
Console.WriteLine($"in chunks {inChunks} in {first:F1} us, the first time");

// The median of many tells what a warm pool takes.
const int rounds = 2_001;
double[] microseconds = new double[rounds];
for (int round = 0; round < rounds; round++)
{
    start = Stopwatch.GetTimestamp();
    SumInChunks();
    microseconds[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
}

Array.Sort(microseconds);
Console.WriteLine($"in chunks, pooled and warm, {microseconds[rounds / 2]:F1} us");

int SumInChunks() => pool.Map(Sum, numbers.Chunk(2)).Sum();

static int Sum(int[] chunk) => chunk.Sum();
